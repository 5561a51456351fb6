-- How many pairs have a direction, and how many have none?
SELECT directed, relation, count(*) AS pairs
FROM relations
GROUP BY ALL
ORDER BY directed DESC, pairs DESC, relation;
