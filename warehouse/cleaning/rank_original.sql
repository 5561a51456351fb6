-- How deep in a chain is each document, negated (0: it derives from no document of the warehouse)?
WITH depths AS (SELECT document_id, max(depth) AS depth FROM chains GROUP BY document_id)
SELECT d.origin, -coalesce(c.depth, 0)::DOUBLE AS standing
FROM documents AS d
LEFT JOIN depths AS c USING (document_id)
ORDER BY d.origin;
