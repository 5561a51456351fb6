-- Join every document, and its neighbours that are smaller, to the least of these.
--
-- The frame `edges` is that of `large_star.sql`.
WITH least_known AS (SELECT document, min(root) AS root FROM edges GROUP BY document)
SELECT e.root AS document, k.root
FROM edges AS e
JOIN least_known AS k ON k.document = e.document
WHERE e.root <> k.root
UNION
SELECT document, root FROM least_known
ORDER BY document, root;
