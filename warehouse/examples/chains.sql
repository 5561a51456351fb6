-- Which documents are two steps or more from the root of their chain?
SELECT outlet_path, document_id, relation, credited, round(weakest_confidence, 2) AS weakest_confidence
FROM chains
WHERE depth >= 2
ORDER BY root_id, "path";
