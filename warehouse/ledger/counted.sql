-- How many documents did the last finished run count, and how many are there?
SELECT
    (SELECT max_by(counts->>'documents', finished_at) FROM runs WHERE status IN ('done', 'done in part'))::BIGINT AS counted,
    (SELECT count(*) FROM internal.documents) AS stored
ORDER BY ALL;
