-- Which runs read the documents?
SELECT run_id, command, version, settings_fingerprint, started_at, finished_at, 'copied' AS status, counts, work
FROM runs
WHERE run_id IN (SELECT run_id FROM internal.documents UNION SELECT run_id FROM set_aside)
ORDER BY run_id;
