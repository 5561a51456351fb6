-- Which rejected inputs are not listed yet? The frame `rejected` has origin, reason and run_id.
SELECT DISTINCT a.origin, a.reason, a.run_id
FROM rejected AS a
ANTI JOIN set_aside AS s ON s.origin = a.origin AND s.reason = a.reason
ORDER BY a.origin, a.reason;
