-- Which outlets follow fastest: after their source, and after the first known publication of the story?
-- The second is known where the source is not in the corpus, too. Dates to the day give bounds.
-- asked by: reporter
-- $least = 3: least documents with a known or bounded time
-- $limit = 50: most rows
WITH arrivals AS (
    SELECT
        a.document_id, any_value(a.outlet_id) AS outlet_id, min(a.hours_after_first) AS hours,
        min(a.least_hours_after_first) AS least, min(a.most_hours_after_first) AS most
    FROM internal.arrivals AS a
    SEMI JOIN derivations AS e USING (document_id)
    WHERE a.outlet_id IS NOT NULL
    GROUP BY a.document_id
),
lags AS (
    SELECT document_id, min(lag_hours) AS lag FROM edges WHERE lag_hours >= 0 GROUP BY document_id
)
SELECT
    a.outlet_id, count(l.lag) AS with_known_lag, round(median(l.lag), 2) AS median_lag_hours,
    count(a.hours) AS with_known_hours, round(median(a.hours), 2) AS median_hours_after_first, count(a.most) AS with_bounds,
    round(median(a.least), 2) AS median_least_hours_after_first, round(median(a.most), 2) AS median_most_hours_after_first,
    count(*) AS derived
FROM arrivals AS a
LEFT JOIN lags AS l USING (document_id)
GROUP BY a.outlet_id
HAVING count(a.most) >= $least
ORDER BY median_hours_after_first, median_lag_hours, a.outlet_id
LIMIT $limit;
