-- How near does each document stand to the beginning of its chain (0: it derives from no document that is there)?
WITH depths AS (SELECT document_id, max(depth) AS depth FROM chains GROUP BY document_id)
SELECT d.origin, -coalesce(c.depth, 0)::DOUBLE AS standing
FROM documents AS d
LEFT JOIN depths AS c USING (document_id)
ORDER BY d.origin;
