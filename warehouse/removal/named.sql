-- Which documents are to be removed, and which other versions of them stay?
-- $ids: ids of documents, in full
-- $versions: whether every version of a document goes with it
SELECT d.document, d.document_id, d.bytes, list_contains($ids, d.document_id) OR $versions AS removed
FROM internal.documents AS d
SEMI JOIN (SELECT base_id FROM internal.documents WHERE list_contains($ids, document_id)) AS n USING (base_id)
ORDER BY d.document_id;
