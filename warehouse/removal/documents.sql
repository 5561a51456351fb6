-- Delete a batch of documents, with their marks in the ledger.
DELETE FROM internal.ledger WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.documents WHERE document IN (SELECT document FROM batch);
