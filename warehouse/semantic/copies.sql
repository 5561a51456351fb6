-- Which documents in the embedding queue are copies of each other, wholly or in part?
SELECT "left", "right"
FROM internal.matches
WHERE kind IN ('exact', 'near', 'contained')
    AND "left" IN (SELECT document FROM internal.embedding_queue)
    AND "right" IN (SELECT document FROM internal.embedding_queue)
ORDER BY ALL;
