-- Which documents share a band or a fingerprint with one text, those that share most first?
-- $most: documents looked at
--
-- The frames `bands` and `fingerprints` hold the keys of the text.
WITH shared AS (
    SELECT document, 0 AS bands, count(*) AS fingerprints
    FROM internal.winnowed_fingerprints SEMI JOIN fingerprints USING (fingerprint)
    GROUP BY document
    UNION ALL
    SELECT document, count(*), 0
    FROM internal.bands SEMI JOIN bands USING (band)
    GROUP BY document
)
SELECT document
FROM shared
GROUP BY document
ORDER BY sum(bands) > 0 DESC, sum(fingerprints) DESC, document
LIMIT $most;
