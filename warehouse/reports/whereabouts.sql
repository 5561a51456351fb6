-- What is known of the documents that share text with a pasted text?
-- $credited: outlet ids that the pasted text credits
-- The likeliest origin first: of those that share about as much, the one nearest to its root, then the earliest.
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
    ) AS itself_from,
    r.hands, coalesce(ro.name, r.root_outlet_id) AS root_outlet, r.root_unseen
FROM text_matches AS f
JOIN documents AS d USING (document)
LEFT JOIN outlets AS o USING (outlet_id)
LEFT JOIN origins AS r ON r.document_id = d.document_id
LEFT JOIN outlets AS ro ON ro.outlet_id = r.root_outlet_id
ORDER BY
    round(f.share_of_text, 1) DESC, r.hands - r.root_unseen::INTEGER, d.published_until NULLS LAST, f.share_of_text DESC, d.document_id;
