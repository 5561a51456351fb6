-- Which pairs of documents may share text, as far as the two indexes tell (left has the smaller text id)?
-- $fingerprint_support: common fingerprints that make a candidate; one common band is enough
--
-- They are those that `propose.sql` has added up.
WITH supported AS (
    SELECT first, second
    FROM proposed_pairs
    GROUP BY first, second
    HAVING sum(support) >= $fingerprint_support
)
SELECT
    CASE WHEN x.document_id < y.document_id THEN s.first ELSE s.second END AS "left",
    CASE WHEN x.document_id < y.document_id THEN s.second ELSE s.first END AS "right"
FROM supported AS s
JOIN internal.documents AS x ON x.document = s.first
JOIN internal.documents AS y ON y.document = s.second
ORDER BY "left", "right";
