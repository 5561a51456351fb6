-- How many pairs did a run reject, and how much work did it cut short, by reason?
-- $run_id: the run
SELECT reason, sum(pairs)::BIGINT AS pairs FROM internal.rejections WHERE run_id = $run_id GROUP BY reason ORDER BY reason;
