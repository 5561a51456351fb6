-- Join every neighbour of a document that is greater than it to the least document that the two know of.
--
-- The frame `edges` has the edges of a graph, once each, the greater end first: document, root. Steps of this kind and of
-- `small_star.sql` in turn make each connected component a star around its least document.
-- Source: Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii, Connected Components in MapReduce and Beyond (2014).
WITH ends AS (
    SELECT document, root AS neighbour FROM edges
    UNION ALL
    SELECT root, document FROM edges
),
least_known AS (SELECT document, least(document, min(neighbour)) AS root FROM ends GROUP BY document)
SELECT DISTINCT e.neighbour AS document, k.root
FROM ends AS e
JOIN least_known AS k ON k.document = e.document
WHERE e.neighbour > e.document
ORDER BY document, root;
