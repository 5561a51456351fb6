-- What are the documents, texts included?
-- $documents = NULL: only these
SELECT
    document_id, version, outlet_id, outlet_basis, url, title, title_basis, byline, language, language_basis, published_at,
    published_until, published_precision, published_basis, published_raw, modified_at, retrieved_at, added_at, origin, run_id, text, text_hash
FROM documents
WHERE $documents IS NULL OR document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY document_id;
