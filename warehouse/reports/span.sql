-- How many documents are there, and from when to when?
SELECT count(*) AS documents, min(published_at) AS first_at, max(published_at) AS last_at FROM documents ORDER BY ALL;
