-- Which documents share how much of each other? ("left" stays before "right".)
-- $least: share of either document from which on a pair counts
SELECT "left", "right", jaccard, contained_left, contained_right
FROM internal.matches
WHERE greatest(contained_left, contained_right) >= $least AND "left" <> "right"
ORDER BY "left", "right";
