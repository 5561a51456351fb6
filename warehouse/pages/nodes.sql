-- What is known of these documents and unseen sources: whose each is, when it was published, and how long it is?
-- $documents: ids of documents and of unseen sources
WITH known AS (SELECT DISTINCT unnest($documents::VARCHAR[]) AS document_id),
latest AS (
    SELECT s.source_id, arg_min(p.published_precision, (p.published_at, p.document_id)) AS published_precision
    FROM derivations AS s
    JOIN documents AS p USING (document_id)
    WHERE p.published_at IS NOT NULL AND s.source_id IN (SELECT document_id FROM known)
    GROUP BY s.source_id
)
SELECT
    k.document_id, d.document_id IS NULL AS unseen, coalesce(d.outlet_id, u.outlet_id) AS outlet_id,
    coalesce(o.name, d.outlet_id, u.outlet_id) AS outlet, o.kind AS outlet_kind,
    d.title, d.url, d.language, d.byline,
    d.published_at, d.published_until, d.published_precision, u.not_after, l.published_precision AS not_after_precision,
    u.basis AS unseen_basis, coalesce(d.length, 0) AS characters
FROM known AS k
LEFT JOIN documents AS d USING (document_id)
LEFT JOIN unseen_sources AS u ON u.source_id = k.document_id
LEFT JOIN outlets AS o ON o.outlet_id = coalesce(d.outlet_id, u.outlet_id)
LEFT JOIN latest AS l ON l.source_id = k.document_id
ORDER BY d.published_until NULLS LAST, k.document_id;
