-- How many documents does each kept document stand for, who printed them, and when first? (frames documents, removals,
-- files). The first date is that of the interval that ends first; outlets are sorted.
WITH members AS (
    SELECT document AS kept, document FROM documents
    UNION ALL
    SELECT kept, document FROM removals WHERE kind IN ('exact', 'exact_after_cuts', 'near', 'contained')
)
SELECT
    k.document_id,
    f.path AS path,
    k.position,
    count(*) AS cluster_size,
    arg_min(d.published_at, d.published_until) AS first_seen,
    arg_min(d.published_precision, d.published_until) AS first_seen_precision,
    list_sort(list_distinct(list(d.outlet) FILTER (d.outlet IS NOT NULL))) AS outlets
FROM members AS m
JOIN documents AS k ON k.document = m.kept
JOIN documents AS d ON d.document = m.document
JOIN files AS f ON f.file = k.file
ANTI JOIN removals AS r ON r.document = m.kept
WHERE NOT k.known
GROUP BY k.document, k.document_id, f.path, k.position
ORDER BY k.document;
