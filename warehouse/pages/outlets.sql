-- What is known of these outlets: name, kind, documents, those without a date, revisions, first and last document?
-- $outlets: ids of the outlets
SELECT
    d.outlet_id, any_value(coalesce(o.name, d.outlet_id)) AS outlet, any_value(o.kind) AS kind, any_value(o.country) AS country,
    count(*) AS documents, count(*) FILTER (d.published_at IS NULL) AS undated,
    count(r.document_id) AS revisions, min(d.published_at) AS first_at, max(d.published_at) AS last_at,
    arg_max(d.published_precision, (d.published_at, d.document_id)) AS last_precision,
    (SELECT max(published_at) FROM documents) AS corpus_last_at
FROM documents AS d
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN (SELECT DISTINCT document_id FROM revisions) AS r ON r.document_id = d.document_id
WHERE list_contains($outlets, d.outlet_id)
GROUP BY d.outlet_id
ORDER BY documents DESC, d.outlet_id;
