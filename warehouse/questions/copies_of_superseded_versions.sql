-- Which copies derive from a version that its outlet has replaced since (they may have missed a correction)?
-- asked by: rights
-- $limit = 100: most rows
SELECT
    e.document_id, e.outlet_id, e.source_id, r.document_id AS newer_version, e.source_outlet_id,
    r.basis AS revision_by, r.hours AS hours_to_revision, e.lag_hours
FROM edges AS e
JOIN revisions AS r ON r.revised_id = e.source_id
WHERE NOT EXISTS (
    SELECT 1 FROM derivations AS n WHERE n.document_id = e.document_id AND n.source_id = r.document_id
)
ORDER BY e.source_id, e.document_id, newer_version
LIMIT $limit;
