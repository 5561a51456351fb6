-- Record settings: the frame `noted` has `name` and `value`, the value as text.
DELETE FROM settings WHERE name IN (SELECT name FROM noted);
INSERT INTO settings SELECT name, value FROM noted ORDER BY name;
