-- What do judgements read of a batch of documents (all but the text, of which the length is enough)?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT
    d.document, d.document_id, d.base_id, d.version, d.outlet_id, d.url, d.language,
    d.published_at, d.published_precision, d.published_basis, length(d.text)::INTEGER AS length
FROM documents AS d
SEMI JOIN batch USING (document)
WHERE d.document BETWEEN $first AND $last
ORDER BY d.document;
