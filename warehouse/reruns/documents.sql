-- What does a new warehouse copy of the documents: all that was read, and nothing that was derived from it?
-- $first: least key
-- $last: greatest key
SELECT
    document, document_id, base_id, version, outlet_id, outlet_basis, url, title, byline, metadata, language, published_at,
    published_precision, published_basis, retrieved_at, added_at, origin, run_id, text_hash, bytes, length, text,
    published_raw, modified_at
FROM internal.documents
WHERE document BETWEEN $first AND $last
ORDER BY document;
