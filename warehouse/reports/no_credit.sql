-- Which documents derive from a source to which no credit was found?
SELECT
    n.document_id, coalesce(o.name, d.outlet_id) AS outlet, n.relation, n.source_id,
    coalesce(so.name, n.source_outlet_id) AS source_outlet, n.share_of_document, n.confidence,
    s.document_id IS NULL AS unseen, n.evidence
FROM derivations AS n
JOIN documents AS d ON d.document_id = n.document_id
LEFT JOIN outlets AS o ON o.outlet_id = d.outlet_id
LEFT JOIN outlets AS so ON so.outlet_id = n.source_outlet_id
LEFT JOIN documents AS s ON s.document_id = n.source_id
WHERE n.credit_status = 'none_in_text'
ORDER BY n.confidence DESC, n.document_id, n.source_id;
