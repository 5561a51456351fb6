-- Which documents match, and how?
-- $documents = NULL: only those of these documents
SELECT * FROM matches
WHERE $documents IS NULL OR (left_id IN (SELECT unnest($documents::VARCHAR[])) AND right_id IN (SELECT unnest($documents::VARCHAR[])))
ORDER BY ALL;
