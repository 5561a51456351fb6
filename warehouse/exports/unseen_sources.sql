-- Which sources are not in the corpus?
-- $documents = NULL: only those of these documents
SELECT * FROM unseen_sources
WHERE $documents IS NULL OR source_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY ALL;
