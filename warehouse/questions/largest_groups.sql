-- Which groups of near-duplicates are largest, and how alike are the two least alike of each?
-- $limit = 50: most rows
SELECT
    c.cluster_id, max(c.size) AS documents, count(DISTINCT d.outlet_id) AS outlets,
    round(min(c.minimum_similarity), 4) AS minimum_similarity, min(d.published_at) AS first_published,
    max(d.published_at) AS last_published
FROM clusters AS c
JOIN documents AS d USING (document_id)
WHERE c.size > 1
GROUP BY c.cluster_id
ORDER BY documents DESC, c.cluster_id
LIMIT $limit;
