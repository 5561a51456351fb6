-- Which of certain pairs match by words? The frame `pairs` has left and right.
SELECT m."left", m."right", m.kind, m.similarity, m.jaccard, m.contained_left, m.contained_right, m.passage_count
FROM internal.matches AS m
SEMI JOIN pairs AS p ON p."left" = m."left" AND p."right" = m."right"
ORDER BY m."left", m."right";
