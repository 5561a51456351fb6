-- Delete the signatures of a batch of documents, and their keys in the two indexes.
DELETE FROM internal.signatures WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.bands WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.winnowed_fingerprints WHERE document IN (SELECT document FROM batch);
