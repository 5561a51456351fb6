-- How many hours after its sources does each outlet usually publish, by the steps that judgements are made with?
SELECT outlet_id, usual_hours FROM internal.usual_lags ORDER BY outlet_id;
