-- Delete the credits of a batch of documents.
DELETE FROM internal.credits WHERE document IN (SELECT document FROM batch);
