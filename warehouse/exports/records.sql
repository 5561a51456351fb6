-- What did the inputs say of the documents, before rulings and what is read from texts?
-- $documents = NULL: only these
SELECT
    document_id, base_id, version, outlet_id, outlet_basis, url, title, byline, metadata, language, published_at,
    published_precision, published_basis, published_raw, modified_at, retrieved_at, added_at, origin, run_id, text_hash
FROM internal.documents
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY document_id;
