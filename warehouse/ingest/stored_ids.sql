-- Which of some ids does a document have already?
-- $ids: ids of documents
SELECT document_id FROM internal.documents WHERE list_contains($ids, document_id) ORDER BY document_id;
