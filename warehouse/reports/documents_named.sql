-- Which documents have this id, or an id that begins so?
-- $name: an id, or the beginning of one
SELECT document_id, document_id = $name AS whole
FROM documents
WHERE starts_with(document_id, $name)
ORDER BY whole DESC, document_id
LIMIT 20;
