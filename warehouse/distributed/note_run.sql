-- Note the run that made the rows of a folder. The frame `made_by` has run_id, version, settings_fingerprint and started_at.
INSERT INTO runs (run_id, command, version, settings_fingerprint, started_at, finished_at, status, counts, work)
SELECT run_id, 'trace', version, settings_fingerprint, started_at, NULL, 'copied', '{}', '{}'
FROM made_by
ORDER BY run_id;
