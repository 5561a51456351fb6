-- Which groups of near-duplicates are largest, and how alike are the two least alike of each?
-- A date is an interval: the first of a group was published between `first_from` and `first_until`.
-- asked by: engineer
-- $limit = 50: most rows
SELECT
    c.cluster_id, max(c.size) AS documents, count(DISTINCT d.outlet_id) AS outlets,
    round(min(c.minimum_similarity), 4) AS minimum_similarity, min(d.published_at) AS first_from,
    min(d.published_until) AS first_until, max(d.published_at) AS last_from, max(d.published_until) AS last_until,
    count(d.published_at) AS dated
FROM clusters AS c
JOIN documents AS d USING (document_id)
WHERE c.size > 1
GROUP BY c.cluster_id
ORDER BY documents DESC, c.cluster_id
LIMIT $limit;
