-- Take the furniture out that no document holds any more.
DELETE FROM internal.boilerplate WHERE text_hash NOT IN (SELECT text_hash FROM internal.blocks);
