-- How many hours after its sources does each outlet usually publish, as all documents show now?
-- Five documents show it; the median, to the nearest power of two, so that it seldom moves.
CREATE OR REPLACE VIEW internal.usual_lags_now AS
SELECT outlet_id, 2.0 ** round(log2(greatest(median(hours), 0.25))) AS usual_hours
FROM internal.lags
GROUP BY outlet_id
HAVING count(*) >= 5;
