-- Delete the blocks of a batch of documents, and what is known of their bodies by them.
DELETE FROM internal.blocks WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.bodies WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.text_metadata WHERE document IN (SELECT document FROM batch);
