-- Which of the inputs set aside are not listed yet?
SELECT DISTINCT a.origin, a.reason, a.run_id
FROM aside AS a
ANTI JOIN set_aside AS s ON s.origin = a.origin AND s.reason = a.reason
ORDER BY a.origin, a.reason;
