-- Which passages do certain pairs share by words? The frame `pairs` has left and right.
SELECT
    m."left", m."right", m.passage, m.left_start, m.left_stop, m.right_start, m.right_stop, m.kind, m.similarity
FROM internal.passages AS m
SEMI JOIN pairs AS p ON p."left" = m."left" AND p."right" = m."right"
ORDER BY m."left", m."right", m.passage;
