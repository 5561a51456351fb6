-- Which passages do two documents share, in words or in meaning?
CREATE OR REPLACE VIEW internal.all_passages AS
SELECT "left", "right", passage, left_start, left_stop, right_start, right_stop, kind, similarity
FROM internal.semantic_passages
UNION ALL
SELECT
    p."left", p."right", p.passage, p.left_start, p.left_stop, p.right_start, p.right_stop, p.kind, p.similarity
FROM internal.passages AS p
ANTI JOIN internal.semantic_matches AS m ON m."left" = p."left" AND m."right" = p."right";
