-- Which documents match one of a batch?
SELECT "right" AS document FROM internal.all_matches WHERE "left" IN (SELECT document FROM batch)
UNION
SELECT "left" FROM internal.all_matches WHERE "right" IN (SELECT document FROM batch)
ORDER BY document;
