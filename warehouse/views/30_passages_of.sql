-- Which passages do two documents share, whichever is named first?
CREATE OR REPLACE MACRO passages_of(one, other) AS TABLE
SELECT p.*
FROM passages AS p
WHERE p.left_id = least(one, other) AND p.right_id = greatest(one, other)
ORDER BY p.passage;
