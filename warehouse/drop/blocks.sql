-- Take the blocks of a batch of documents out.
DELETE FROM internal.blocks WHERE document IN (SELECT document FROM batch);
