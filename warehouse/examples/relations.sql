-- How many related pairs have a direction, and how many are undetermined?
SELECT directed, relation, count(*) AS pairs
FROM relations
GROUP BY ALL
ORDER BY directed DESC, pairs DESC, relation;
