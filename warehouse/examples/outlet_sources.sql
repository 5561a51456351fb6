-- Who takes from the Associated Press, with credit or without, and how fast?
SELECT outlet_id, documents, credited, uncredited, round(median_share, 2) AS median_share,
    round(median_lag_hours, 1) AS median_lag_hours, with_known_lag
FROM outlet_sources
WHERE source_outlet_id = 'associated-press'
ORDER BY outlet_id;
