-- Which documents share words or meaning? A pair found both ways is one match, of the first kind that holds.
CREATE OR REPLACE VIEW internal.all_matches AS
SELECT
    coalesce(w."left", m."left") AS "left",
    coalesce(w."right", m."right") AS "right",
    CASE WHEN m.kind IS NULL OR w.kind IN ('exact', 'near', 'contained') THEN w.kind ELSE m.kind END AS kind,
    coalesce(w.similarity, 0) AS similarity,
    coalesce(w.jaccard, 0) AS jaccard,
    greatest(coalesce(w.contained_left, 0), coalesce(m.contained_left, 0)) AS contained_left,
    greatest(coalesce(w.contained_right, 0), coalesce(m.contained_right, 0)) AS contained_right,
    coalesce(w.passage_count, 0) + coalesce(m.passage_count, 0) AS passage_count,
    coalesce(w.run_id, m.run_id) AS run_id
FROM internal.matches AS w
FULL JOIN internal.meaning_matches AS m ON m."left" = w."left" AND m."right" = w."right";
