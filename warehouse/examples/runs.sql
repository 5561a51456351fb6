-- Which runs made this file, and how many documents did it hold after each?
SELECT command, status, (counts ->> 'documents')::INTEGER AS documents
FROM runs
ORDER BY started_at;
