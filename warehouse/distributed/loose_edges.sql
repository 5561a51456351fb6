-- How many edges of a graph do not belong to stars around the least document of each component?
--
-- The frame `edges` is that of `large_star.sql`.
SELECT
    (SELECT count(*) FROM (SELECT document FROM edges GROUP BY document HAVING count(*) > 1) AS several)
    + (SELECT count(*) FROM edges AS e SEMI JOIN (SELECT DISTINCT document FROM edges) AS d ON d.document = e.root) AS edges;
