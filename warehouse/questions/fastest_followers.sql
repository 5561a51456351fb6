-- Which outlets follow their sources fastest, over edges whose lag is known?
-- $least = 3: least edges with a known lag
-- $limit = 50: most rows
SELECT
    outlet_id, count(*) AS edges_with_known_lag, round(median(lag_hours), 2) AS median_lag_hours,
    round(quantile_cont(lag_hours, 0.1), 2) AS fastest_tenth_hours,
    (SELECT count(*) FROM edges AS a WHERE a.outlet_id = e.outlet_id) AS all_edges
FROM edges AS e
WHERE lag_hours >= 0 AND outlet_id IS NOT NULL
GROUP BY outlet_id
HAVING count(*) >= $least
ORDER BY median_lag_hours, outlet_id
LIMIT $limit;
