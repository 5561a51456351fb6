-- Which passages do two documents share, in words or in meaning? Those of words come first.
CREATE OR REPLACE VIEW internal.all_passages AS
SELECT "left", "right", passage, left_start, left_stop, right_start, right_stop, kind, similarity
FROM internal.passages
UNION ALL
SELECT
    p."left", p."right", p.passage + coalesce(w.passage_count, 0), p.left_start, p.left_stop, p.right_start,
    p.right_stop, p.kind, p.similarity
FROM internal.meaning_passages AS p
LEFT JOIN internal.matches AS w ON w."left" = p."left" AND w."right" = p."right";
