-- Take a batch of documents out, with their marks in the ledger. The frame `batch` has document.
DELETE FROM internal.ledger WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.documents WHERE document IN (SELECT document FROM batch);
