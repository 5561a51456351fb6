-- Which two documents share text, how much of each, and in what way?
CREATE OR REPLACE VIEW matches AS
SELECT
    l.document_id AS left_id, r.document_id AS right_id, m.kind, m.similarity, m.jaccard,
    m.contained_left, m.contained_right, m.passage_count, m.run_id
FROM internal.all_matches AS m
JOIN main.documents AS l ON l.document = m."left"
JOIN main.documents AS r ON r.document = m."right";
