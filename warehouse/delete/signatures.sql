-- Take the signatures of a batch of documents, and their places in the indexes, out.
DELETE FROM internal.signatures WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.bands WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.winnowed_fingerprints WHERE document IN (SELECT document FROM batch);
