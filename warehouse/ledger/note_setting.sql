-- Record one setting.
-- $name: the setting
-- $value: its value as text
DELETE FROM settings WHERE name = $name;
INSERT INTO settings VALUES ($name, $value);
