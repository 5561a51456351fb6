-- Which blocks do these documents repeat?
-- $documents: their ids
SELECT document_id, first_start, first_stop, start, stop
FROM repeats
WHERE document_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY document_id, start, stop;
