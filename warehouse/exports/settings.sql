-- With which numbers was the database made?
SELECT name, value FROM settings WHERE name NOT IN ('views', 'outlets') ORDER BY name;
