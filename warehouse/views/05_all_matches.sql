-- Which documents match, by words or by meaning? A pair that matches in both ways has the row of the semantic match.
CREATE OR REPLACE VIEW internal.all_matches AS
SELECT "left", "right", kind, similarity, jaccard, contained_left, contained_right, passage_count, run_id
FROM internal.semantic_matches
UNION ALL
SELECT
    w."left", w."right", w.kind, w.similarity, w.jaccard, w.contained_left, w.contained_right, w.passage_count, w.run_id
FROM internal.matches AS w
ANTI JOIN internal.semantic_matches AS m ON m."left" = w."left" AND m."right" = w."right";
