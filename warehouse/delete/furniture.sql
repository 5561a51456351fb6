-- Take the furniture out that no document holds any more.
DELETE FROM internal.furniture WHERE text_hash NOT IN (SELECT text_hash FROM internal.blocks);
