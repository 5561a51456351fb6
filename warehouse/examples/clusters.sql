-- Which groups of near-duplicates are there, and how alike are the two least alike of each?
SELECT representative_id, size, round(min(minimum_similarity), 2) AS minimum_similarity,
    list(document_id ORDER BY document_id) AS members
FROM clusters
WHERE size > 1
GROUP BY ALL
ORDER BY size DESC, representative_id;
