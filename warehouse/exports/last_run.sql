-- Which run made the edges: its release, when it ended, and the fingerprint of its settings?
SELECT run_id, version, started_at, finished_at, settings_fingerprint FROM runs ORDER BY started_at DESC, run_id LIMIT 1;
