-- How many hours after its sources does each outlet usually publish, from the lags of all documents now?
-- $lag_documents: least documents with a lag of an outlet
-- $shortest_lag_hours: hours that shorter lags are taken for
--
-- It is the median, rounded to a power of two, so that it seldom changes.
SELECT outlet_id, power(2.0, round(log2(greatest(median(hours), $shortest_lag_hours)))) AS usual_hours
FROM internal.lags
GROUP BY outlet_id
HAVING count(*) >= $lag_documents
ORDER BY outlet_id;
