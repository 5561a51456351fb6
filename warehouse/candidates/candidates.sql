-- Which pairs of documents may share text, as far as the two indexes tell (left has the smaller text id)?
-- $fingerprint_support: common anchors that make a candidate; one common band is enough
--
-- They are those that `propose.sql` has added up.
WITH supported AS (
    SELECT one, other
    FROM proposed
    GROUP BY one, other
    HAVING sum(support) >= $fingerprint_support
)
SELECT
    CASE WHEN x.document_id < y.document_id THEN s.one ELSE s.other END AS "left",
    CASE WHEN x.document_id < y.document_id THEN s.other ELSE s.one END AS "right"
FROM supported AS s
JOIN internal.documents AS x ON x.document = s.one
JOIN internal.documents AS y ON y.document = s.other
ORDER BY "left", "right";
