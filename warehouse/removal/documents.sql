-- Delete a batch of documents, with their marks in the ledger.
DELETE FROM internal.announced WHERE document_id IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document))
    OR source IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document));
DELETE FROM internal.ledger WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.documents WHERE document IN (SELECT document FROM batch);
