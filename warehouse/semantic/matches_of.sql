-- Which pairs with a document of a batch have been found to say the same?
SELECT "left", "right"
FROM internal.semantic_matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch)
ORDER BY ALL;
