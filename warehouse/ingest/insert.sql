-- Insert the new documents of a batch of records. The frame `new_documents` has their columns.
INSERT INTO internal.documents
SELECT
    document, document_id, base_id, version, outlet_id, outlet_basis, url, title, byline, metadata, language,
    published_at, published_precision, published_basis, retrieved_at, now()::TIMESTAMP, origin, run_id, text_hash,
    strlen(text)::INTEGER, length(text)::INTEGER, text, published_raw, modified_at
FROM new_documents
ORDER BY document;
