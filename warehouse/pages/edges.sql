-- From which sources do these documents derive, with what share, credit, direction, confidence and evidence?
-- $documents: ids of documents and of unseen sources
SELECT
    e.derivation_id, e.document_id, e.source_id, e.relation, e.credited, e.credit_status, e.direction_basis,
    e.share_of_document, e.share_of_source, e.confidence, g.lag_hours, g.least_lag_hours, g.most_lag_hours, e.evidence,
    m.kind AS match_kind, m.passage_count
FROM derivations AS e
JOIN edges AS g USING (derivation_id)
LEFT JOIN matches AS m ON m.left_id = least(e.document_id, e.source_id) AND m.right_id = greatest(e.document_id, e.source_id)
WHERE e.document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY e.document_id, e.confidence DESC, e.source_id;
