-- Which documents are contained in each other, and how much? ("left" is ranked before "right".)
-- $least: least share of either document that the other has
SELECT "left", "right", jaccard, contained_left, contained_right
FROM internal.matches
WHERE greatest(contained_left, contained_right) >= $least AND "left" <> "right"
ORDER BY "left", "right";
