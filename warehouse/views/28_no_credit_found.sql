-- Which documents derive from another outlet, and no credit to it was found (whether one is due is for the reader to say)?
CREATE OR REPLACE VIEW no_credit_found AS
SELECT
    e.document_id, e.outlet_id, e.source_id, e.source_outlet_id, e.unseen, e.relation, e.share_of_document,
    e.confidence, e.published_at, e.lag_hours, d.title, d.url
FROM main.edges AS e
JOIN main.documents AS d USING (document_id)
WHERE e.credit_status = 'none_in_text';
