-- For which documents is inference repeated by a ruling? An unseen source stands for the documents that prove it.
-- $ids: ids of documents and unseen sources
SELECT document FROM documents WHERE list_contains($ids, document_id)
UNION
SELECT d.document
FROM unseen_sources AS u
JOIN documents AS d ON list_contains(u.known_from, d.document_id)
WHERE list_contains($ids, u.source_id)
ORDER BY document;
