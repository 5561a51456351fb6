-- What is shown of a document that is compared with another?
-- $document: its id
SELECT
    d.document_id, coalesce(o.name, d.outlet_id) AS outlet, d.title, d.url, d.published_at, d.published_precision, d.text
FROM documents AS d
LEFT JOIN outlets AS o USING (outlet_id)
WHERE d.document_id = $document
ORDER BY d.document_id;
