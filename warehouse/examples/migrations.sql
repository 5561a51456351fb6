-- Which releases laid out the tables of this file?
SELECT migration, version
FROM migrations
ORDER BY migration;
