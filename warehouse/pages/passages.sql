-- Which passages do these documents share with each other?
-- $documents: their ids
SELECT
    left_id, right_id, passage, kind, similarity, left_start, left_stop, right_start, right_stop
FROM passages
WHERE left_id IN (SELECT unnest($documents::VARCHAR[])) AND right_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY left_id, right_id, passage;
