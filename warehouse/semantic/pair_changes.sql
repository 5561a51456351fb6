-- Which pairs are new, to be compared by meaning, and which are no longer to be? The frame `pairs` has all of them.
SELECT coalesce(p."left", c."left") AS "left", coalesce(p."right", c."right") AS "right", c."left" IS NULL AS new
FROM pairs AS p
FULL JOIN internal.semantic_pairs AS c ON c."left" = p."left" AND c."right" = p."right"
WHERE p."left" IS NULL OR c."left" IS NULL
ORDER BY "left", "right";
