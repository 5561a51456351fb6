-- Put the furniture as it now is in the place of the furniture as it was.
DELETE FROM internal.furniture;
INSERT INTO internal.furniture SELECT outlet_id, text_hash, documents FROM furniture_now ORDER BY ALL;
