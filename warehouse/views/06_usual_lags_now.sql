-- How many hours after its sources does each outlet usually publish, from the lags of all documents now?
-- From five documents on; the median, rounded to a power of two, so that it seldom changes.
CREATE OR REPLACE VIEW internal.usual_lags_now AS
SELECT outlet_id, 2.0 ** round(log2(greatest(median(hours), 0.25))) AS usual_hours
FROM internal.lags
GROUP BY outlet_id
HAVING count(*) >= 5;
