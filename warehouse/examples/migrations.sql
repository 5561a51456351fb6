-- Which releases created the tables of this file?
SELECT migration, version
FROM migrations
ORDER BY migration;
