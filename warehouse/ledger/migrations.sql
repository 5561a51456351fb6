-- Which migrations have been applied?
SELECT migration AS name FROM migrations ORDER BY name;
