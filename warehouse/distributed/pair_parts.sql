-- In which part of the work is each of some pairs compared?
-- $parts: number of parts
-- $part_documents: documents of a component up to which all of it is one part
--
-- The frames `pairs` (left, right) and `stars` (document, root: see `large_star.sql`). Pairs of one component go together, so
-- that few texts travel twice; those of a large one are dealt out by their left document. The answer is the same however
-- pairs are dealt out.
WITH sizes AS (SELECT root, count(*) + 1 AS documents FROM stars GROUP BY root)
SELECT
    p."left", p."right",
    CASE
        WHEN coalesce(a.documents, b.documents, 0) <= $part_documents
        THEN CAST(coalesce(s.root, p."left") % $parts AS BIGINT)
        ELSE CAST((coalesce(s.root, p."left") + p."left" // 64) % $parts AS BIGINT)
    END AS part
FROM pairs AS p
LEFT JOIN stars AS s ON s.document = p."left"
LEFT JOIN sizes AS a ON a.root = s.root
LEFT JOIN sizes AS b ON b.root = p."left"
ORDER BY p."left", p."right";
