-- Delete the repeats of a batch of documents.
DELETE FROM internal.repeats WHERE document IN (SELECT document FROM batch);
