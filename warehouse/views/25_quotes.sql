-- Which pairs of documents share quotations and nothing else?
CREATE OR REPLACE VIEW quotes AS
SELECT
    a.document_id AS left_id, b.document_id AS right_id, a.outlet_id AS left_outlet_id, b.outlet_id AS right_outlet_id,
    q.passages, q.characters, q.longest
FROM internal.quoted_pairs AS q
JOIN main.documents AS a ON a.document = q."left"
JOIN main.documents AS b ON b.document = q."right";
