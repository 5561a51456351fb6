-- Take the blocks of a batch of documents out, and the sentences that were parted by them.
DELETE FROM internal.blocks WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.bodies WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.embedding_queue WHERE document IN (SELECT document FROM batch);
