-- How many hours after its source did each document appear?
SELECT document_id, source_id, round(lag_hours, 1) AS lag_hours
FROM edges
WHERE lag_hours IS NOT NULL
ORDER BY lag_hours, document_id;
