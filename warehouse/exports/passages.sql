-- Which passages do documents share?
-- $documents = NULL: only those of these documents
SELECT * FROM passages
WHERE $documents IS NULL OR (left_id IN (SELECT unnest($documents::VARCHAR[])) AND right_id IN (SELECT unnest($documents::VARCHAR[])))
ORDER BY ALL;
