-- Which documents stand two steps or more from where their story began?
SELECT outlet_path, document_id, relation, credited, round(weakest_confidence, 2) AS weakest_confidence
FROM chains
WHERE depth >= 2
ORDER BY root_id, "path";
