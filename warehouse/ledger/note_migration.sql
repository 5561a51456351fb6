-- Record that a migration has been applied.
-- $name: the migration
-- $version: the release that applied it
INSERT INTO migrations VALUES ($name, $version, now()::TIMESTAMP);
