-- Record that a run has begun.
-- $run_id: the run
-- $command: what was asked for
-- $version: the release that runs
-- $settings_fingerprint: the settings it runs with
DELETE FROM internal.counted;
INSERT INTO runs VALUES ($run_id, $command, $version, $settings_fingerprint, now()::TIMESTAMP, NULL, 'running', '{}', '{}');
