-- Which document derives from which, who published the two, and how many hours lie between them?
-- Both dates are intervals: the lag is null where either is coarser than an hour, and has bounds where both are known.
-- A derivative never comes before its source: where the intervals overlap, the least lag is 0.
CREATE OR REPLACE VIEW edges AS
WITH dated AS (
    SELECT
        e.derivation_id, e.document_id, d.outlet_id, e.source_id, e.source_outlet_id, s.document_id IS NULL AS unseen,
        e.relation, e.credited, e.credit_status, e.direction_basis, e.share_of_document, e.share_of_source, e.confidence,
        d.published_at, s.published_at AS source_published_at,
        d.published_precision IN ('second', 'minute', 'hour') AND s.published_precision IN ('second', 'minute', 'hour')
            AS fine,
        (epoch(d.published_at) - epoch(s.published_at)) / 3600.0 AS between_starts,
        (epoch(d.published_at) - epoch(s.published_until)) / 3600.0 AS least,
        (epoch(d.published_until) - epoch(s.published_at)) / 3600.0 AS most
    FROM main.derivations AS e
    LEFT JOIN main.documents AS d ON d.document_id = e.document_id
    LEFT JOIN main.documents AS s ON s.document_id = e.source_id
)
SELECT
    derivation_id, document_id, outlet_id, source_id, source_outlet_id, unseen, relation, credited, credit_status,
    direction_basis, share_of_document, share_of_source, confidence, published_at, source_published_at,
    CASE WHEN fine THEN CASE WHEN most > 0 THEN greatest(between_starts, 0) ELSE between_starts END END AS lag_hours,
    CASE WHEN most > 0 THEN greatest(least, 0) ELSE least END AS least_lag_hours, most AS most_lag_hours
FROM dated;
