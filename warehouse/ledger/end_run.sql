-- Record how a run ended, what it counted, and what it left out.
-- $run_id: the run
-- $status: done, or done in part
-- $counts: a JSON object: rows of each table
-- $work: a JSON object: the recall curve of the bands, and pairs rejected or work cut short, by reason
UPDATE runs
SET finished_at = now()::TIMESTAMP, status = $status, counts = $counts, work = $work
WHERE run_id = $run_id;
