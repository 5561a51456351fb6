-- How many documents of each split were read and stay, went for a copy in another split, and stay beside one? (frames
-- documents, removals, shared)
WITH gone AS (
    SELECT r.document, k.data_split <> d.data_split AND NOT k.known AS across
    FROM removals AS r
    JOIN documents AS d ON d.document = r.document
    LEFT JOIN documents AS k ON k.document = r.kept
),
beside AS (
    SELECT DISTINCT document FROM (SELECT document FROM shared UNION ALL SELECT other FROM shared) AS sides
)
SELECT
    d.data_split AS split,
    count(*) AS documents,
    count(*) FILTER (g.document IS NULL) AS kept,
    count(*) FILTER (coalesce(g.across, FALSE)) AS removed_for_another_split,
    count(*) FILTER (b.document IS NOT NULL) AS shared_with_another_split
FROM documents AS d
LEFT JOIN gone AS g USING (document)
LEFT JOIN beside AS b USING (document)
WHERE NOT d.known AND d.data_split <> ''
GROUP BY d.data_split
ORDER BY d.data_split;
