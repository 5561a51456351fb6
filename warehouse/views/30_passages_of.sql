-- Which passages do two documents share, whichever is named first?
CREATE OR REPLACE MACRO passages_of(first_id, second_id) AS TABLE
SELECT p.*
FROM main.passages AS p
WHERE p.left_id = least(first_id, second_id) AND p.right_id = greatest(first_id, second_id)
ORDER BY p.passage;
