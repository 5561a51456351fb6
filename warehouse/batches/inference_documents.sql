-- What does inference read of a batch of documents, as people have ruled?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT
    d.document, d.document_id, d.outlet_id, d.url, d.title, d.byline, d.metadata, d.language,
    d.published_at, d.published_precision, d.text, d.length
FROM documents AS d
SEMI JOIN batch USING (document)
WHERE d.document BETWEEN $first AND $last
ORDER BY d.document;
