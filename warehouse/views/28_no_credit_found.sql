-- Which documents derive from another outlet and were not found to name it (whether they should have is the reader's to say)?
CREATE OR REPLACE VIEW no_credit_found AS
SELECT
    e.document_id, e.outlet_id, e.source_id, e.source_outlet_id, e.unseen, e.relation, e.share_of_document,
    e.confidence, e.published_at, e.lag_hours, d.title, d.url
FROM edges AS e
JOIN documents AS d USING (document_id)
WHERE e.credit_status = 'none_in_text';
