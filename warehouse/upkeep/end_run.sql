-- Record how a run ended, and what it counted.
-- $run_id: the run
-- $status: done, or done in part
-- $counts: a JSON object
UPDATE runs SET finished_at = now()::TIMESTAMP, status = $status, counts = $counts WHERE run_id = $run_id;
