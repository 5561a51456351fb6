-- How many of the documents that match a document credit its outlet as their source?
WITH sides AS (
    SELECT "left" AS document, "right" AS other FROM internal.matches
    UNION
    SELECT "right", "left" FROM internal.matches
),
credited AS (
    SELECT s.document, count(DISTINCT s.other) AS times
    FROM sides AS s
    JOIN documents AS d ON d.document = s.document
    JOIN internal.credits AS c ON c.document = s.other AND c.outlet_id = d.outlet_id
    WHERE c.role IN ('source', 'byline', 'contribution', 'translation')
    GROUP BY s.document
)
SELECT d.origin, coalesce(n.times, 0)::DOUBLE AS standing
FROM documents AS d
LEFT JOIN credited AS n USING (document)
ORDER BY d.origin;
