-- Which pairs are to be compared by meaning now, and which were and are no more? The frame `pairs` has left and right.
SELECT coalesce(n."left", o."left") AS "left", coalesce(n."right", o."right") AS "right", o."left" IS NULL AS fresh
FROM pairs AS n
FULL JOIN internal.semantic_pairs AS o ON o."left" = n."left" AND o."right" = n."right"
WHERE n."left" IS NULL OR o."left" IS NULL
ORDER BY "left", "right";
