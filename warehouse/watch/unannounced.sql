-- Which document derives from which source, that has not been announced yet?
-- An unseen source counts as its outlet: what is known of it, and with that its id, changes as copies arrive.
SELECT
    e.document_id, d.outlet_id, coalesce(o.name, d.outlet_id) AS outlet, d.title, d.url, d.published_at,
    d.published_precision, e.source_id, e.source_outlet_id, coalesce(so.name, e.source_outlet_id) AS source_outlet,
    s.title AS source_title, s.url AS source_url, s.document_id IS NULL AS source_unseen, e.relation, e.credit_status,
    e.share_of_document, e.confidence,
    CASE WHEN s.document_id IS NULL THEN 'outlet:' || coalesce(e.source_outlet_id, '') ELSE e.source_id END AS source
FROM derivations AS e
JOIN documents AS d ON d.document_id = e.document_id
LEFT JOIN documents AS s ON s.document_id = e.source_id
LEFT JOIN outlets AS o ON o.outlet_id = d.outlet_id
LEFT JOIN outlets AS so ON so.outlet_id = e.source_outlet_id
ANTI JOIN internal.announced AS a
    ON a.document_id = e.document_id
    AND a.source = CASE WHEN s.document_id IS NULL THEN 'outlet:' || coalesce(e.source_outlet_id, '') ELSE e.source_id END
ORDER BY d.published_until NULLS LAST, e.document_id, e.source_id;
