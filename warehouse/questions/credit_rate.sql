-- How often does each outlet credit its sources, over edges where a credit can be checked?
-- asked by: rights
-- $least = 3: least edges
SELECT
    outlet_id, count(*) AS checkable, count(*) FILTER (credited) AS credited,
    round(count(*) FILTER (credited) / count(*), 3) AS credit_rate
FROM edges
WHERE credit_status <> 'not_checkable'
GROUP BY outlet_id
HAVING count(*) >= $least
ORDER BY credit_rate, checkable DESC, outlet_id NULLS LAST;
