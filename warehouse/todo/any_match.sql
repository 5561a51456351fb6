-- Is there any match yet?
SELECT count(*) > 0 AS found FROM (SELECT 1 FROM internal.matches LIMIT 1) ORDER BY found;
