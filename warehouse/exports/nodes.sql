-- Which documents and unseen sources are there, whose are they, and when was each published?
-- $documents = NULL: only these documents and unseen sources
SELECT
    d.document_id, false AS unseen, d.outlet_id, coalesce(o.name, d.outlet_id) AS outlet, o.kind AS outlet_kind, d.title,
    d.url, d.byline, d.language, d.published_at, d.published_until, d.published_precision, NULL::TIMESTAMP AS not_after,
    d.version, d.base_id, d.text_hash
FROM documents AS d
LEFT JOIN outlets AS o USING (outlet_id)
WHERE $documents IS NULL OR d.document_id IN (SELECT unnest($documents::VARCHAR[]))
UNION ALL
SELECT
    u.source_id, true, u.outlet_id, coalesce(o.name, u.outlet_id), o.kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    u.not_after, 1, NULL, NULL
FROM unseen_sources AS u
LEFT JOIN outlets AS o USING (outlet_id)
WHERE u.replaced_by IS NULL AND ($documents IS NULL OR u.source_id IN (SELECT unnest($documents::VARCHAR[])))
ORDER BY unseen, document_id;
