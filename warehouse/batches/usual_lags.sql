-- How many hours after its sources does each outlet usually publish, in the steps that inference uses?
SELECT outlet_id, usual_hours FROM internal.usual_lags ORDER BY outlet_id;
