-- The rows of each table as the last run left them; none while a run is under way, or after one that was interrupted.
CREATE TABLE internal.counted (name VARCHAR NOT NULL, row_count BIGINT NOT NULL);
