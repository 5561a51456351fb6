-- How many documents are there, from when to when, how much text, and how many are compared by meaning?
SELECT
    count(*) AS documents, min(published_at) AS first_at, max(published_at) AS last_at,
    coalesce(sum(bytes), 0)::BIGINT AS bytes, (SELECT count(*) FROM internal.embedding_queue) AS embedded
FROM internal.documents
ORDER BY ALL;
