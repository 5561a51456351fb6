-- Which passages do two documents share, and where does each stand in either text?
CREATE OR REPLACE VIEW passages AS
SELECT
    l.document_id AS left_id, r.document_id AS right_id, p.passage,
    p.left_start, p.left_stop, p.right_start, p.right_stop, p.kind, p.similarity
FROM internal.all_passages AS p
JOIN main.documents AS l ON l.document = p."left"
JOIN main.documents AS r ON r.document = p."right";
