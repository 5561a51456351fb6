-- Put the furniture among some blocks as it now is in the place of what it was. The frame `asked` has the blocks.
DELETE FROM internal.boilerplate WHERE text_hash IN (SELECT text_hash FROM asked);
INSERT INTO internal.boilerplate SELECT outlet_id, text_hash, documents FROM furniture_now ORDER BY ALL;
