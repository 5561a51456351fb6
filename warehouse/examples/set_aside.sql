-- What could not be read, and why?
SELECT parse_filename(origin) AS origin, reason
FROM set_aside
ORDER BY origin;
