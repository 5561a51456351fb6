-- Which document derives from which source, how, how much, with which credit, and how sure is that?
-- $documents = NULL: only edges of these documents
SELECT
    e.derivation_id, e.document_id, e.source_id, e.source_outlet_id, e.relation, e.credited, e.credit_status,
    e.direction_basis, e.share_of_document, e.share_of_source, e.confidence, g.least_lag_hours, g.most_lag_hours, e.evidence
FROM derivations AS e
JOIN edges AS g USING (derivation_id)
WHERE $documents IS NULL OR e.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY e.document_id, e.source_id;
