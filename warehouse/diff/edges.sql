-- Which edges does a warehouse hold?
SELECT
    e.document_id, coalesce(d.outlet_id, u.outlet_id) AS outlet_id, e.source_id, e.source_outlet_id, e.relation,
    e.credited, e.direction_basis, e.confidence
FROM derivations AS e
LEFT JOIN documents AS d USING (document_id)
LEFT JOIN unseen_sources AS u ON u.source_id = e.document_id
ORDER BY e.document_id, e.source_id;
