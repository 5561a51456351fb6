-- Which outlet takes text from which, in how many documents, with and without a credit that was found?
-- One row for each pair of outlets and `step`: direct (the document's own source) or root (where the text began).
-- $documents: ids of documents
WITH steps AS (
    SELECT 'direct' AS step, e.document_id, e.source_outlet_id, e.credit_status
    FROM derivations AS e
    WHERE e.document_id IN (SELECT unnest($documents::VARCHAR[]))
    UNION ALL
    SELECT 'root', r.document_id, r.root_outlet_id, r.credit_status
    FROM internal.origins_of($documents) AS r
    WHERE r.hands > 0
)
SELECT
    s.step, d.outlet_id, coalesce(o.name, d.outlet_id, 'unknown') AS outlet, s.source_outlet_id,
    coalesce(so.name, s.source_outlet_id, 'unknown') AS source, count(DISTINCT s.document_id) AS documents,
    count(DISTINCT s.document_id) FILTER (s.credit_status IN ('found', 'further_up')) AS credited,
    count(DISTINCT s.document_id) FILTER (s.credit_status = 'none_in_text') AS no_credit_found,
    count(DISTINCT s.document_id) FILTER (s.credit_status = 'not_checkable') AS not_checkable
FROM steps AS s
JOIN documents AS d USING (document_id)
LEFT JOIN outlets AS o ON o.outlet_id = d.outlet_id
LEFT JOIN outlets AS so ON so.outlet_id = s.source_outlet_id
GROUP BY ALL
ORDER BY s.step, documents DESC, source, outlet, d.outlet_id, s.source_outlet_id;
