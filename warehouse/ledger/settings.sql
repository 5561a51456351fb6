-- With which settings was the file made?
SELECT name, value FROM settings ORDER BY name;
