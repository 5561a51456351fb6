-- What is known of the documents that share text with a pasted text?
-- $credited: outlet ids that the pasted text credits
-- The frame `text_matches` has one row for each such document: document, kind, similarity, share_of_text, share_of_document, …
SELECT
    d.document_id, coalesce(o.name, d.outlet_id) AS outlet, d.title, d.url, d.published_at, d.published_precision,
    f.kind, f.share_of_text, f.share_of_document, f.similarity, f.passage_count, f.start, f.stop,
    coalesce(list_contains($credited, d.outlet_id), false) AS credited,
    (
        SELECT string_agg(coalesce(so.name, e.source_outlet_id), ', ' ORDER BY e.confidence DESC, e.source_id)
        FROM derivations AS e
        LEFT JOIN outlets AS so ON so.outlet_id = e.source_outlet_id
        WHERE e.document_id = d.document_id
    ) AS itself_from
FROM text_matches AS f
JOIN documents AS d USING (document)
LEFT JOIN outlets AS o USING (outlet_id)
ORDER BY f.share_of_text DESC, d.published_at NULLS LAST, d.document_id;
