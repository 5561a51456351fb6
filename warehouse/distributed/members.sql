-- To which component of the match graph, and to which part of the work, does each document belong?
-- $parts: number of parts that components are dealt out to
-- $unmatched: documents without a match in a part; these are parts after those
--
-- The frame `stars` has document and root: see `large_star.sql`.
WITH roots AS (SELECT DISTINCT root FROM stars)
SELECT
    d.document, d.bytes, coalesce(s.root, d.document) AS component,
    CASE
        WHEN s.root IS NULL AND r.root IS NULL THEN CAST($parts + d.document // $unmatched AS BIGINT)
        ELSE CAST(coalesce(s.root, d.document) % $parts AS BIGINT)
    END AS part
FROM internal.documents AS d
LEFT JOIN stars AS s ON s.document = d.document
LEFT JOIN roots AS r ON r.root = d.document
ORDER BY d.document;
