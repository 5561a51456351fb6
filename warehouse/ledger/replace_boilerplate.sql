-- Replace the boilerplate among some blocks: the frame `shared_blocks` has the blocks, `boilerplate_now` what is boilerplate.
DELETE FROM internal.boilerplate WHERE text_hash IN (SELECT text_hash FROM shared_blocks);
INSERT INTO internal.boilerplate SELECT outlet_id, text_hash, documents FROM boilerplate_now ORDER BY ALL;
