-- How many documents are in the two indexes, and is there any match yet?
SELECT
    (SELECT count(*) FROM internal.signatures) AS documents,
    EXISTS (FROM internal.matches) AS matched
ORDER BY ALL;
