-- Take the repeats of a batch of documents out, and the sentences that were parted without them.
DELETE FROM internal.repeats WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.embedding_queue WHERE document IN (SELECT document FROM batch);
