-- Who stays in a group when members must be nine tenths like their representative?
SELECT cluster_id, size, list(document_id ORDER BY document_id) AS members
FROM clusters_at(0.9)
WHERE size > 1
GROUP BY ALL
ORDER BY cluster_id;
