-- Which documents share a band, or enough anchors, with one text? The frames `bands_of` and `anchors_of` hold its own.
-- $anchors: anchors that two texts must share
-- $most: documents looked at, those that share most first
WITH shared AS (
    SELECT document, 0 AS bands, count(*) AS anchors
    FROM internal.winnowed_fingerprints SEMI JOIN anchors_of USING (anchor)
    GROUP BY document
    HAVING count(*) >= $anchors
    UNION ALL
    SELECT document, count(*), 0
    FROM internal.bands SEMI JOIN bands_of USING (band)
    GROUP BY document
)
SELECT document
FROM shared
GROUP BY document
ORDER BY sum(bands) > 0 DESC, sum(anchors) DESC, document
LIMIT $most;
