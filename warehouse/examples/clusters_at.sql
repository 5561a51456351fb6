-- Which documents stay in a group when members must have a similarity of .9 to their representative?
SELECT cluster_id, size, list(document_id ORDER BY document_id) AS members
FROM clusters_at(0.9)
WHERE size > 1
GROUP BY ALL
ORDER BY cluster_id;
