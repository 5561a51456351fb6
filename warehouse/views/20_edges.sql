-- Which document derives from which, who published the two, and how many hours lie between them?
CREATE OR REPLACE VIEW edges AS
SELECT
    e.derivation_id, e.document_id, d.outlet_id, e.source_id, e.source_outlet_id, s.document_id IS NULL AS unseen,
    e.relation, e.credited, e.credit_status, e.direction_basis, e.share_of_document, e.share_of_source, e.confidence,
    d.published_at, s.published_at AS source_published_at,
    CASE
        WHEN d.published_precision IN ('second', 'minute', 'hour') AND s.published_precision IN ('second', 'minute', 'hour')
            THEN (epoch(d.published_at) - epoch(s.published_at)) / 3600.0
    END AS lag_hours
FROM derivations AS e
LEFT JOIN documents AS d ON d.document_id = e.document_id
LEFT JOIN documents AS s ON s.document_id = e.source_id;
