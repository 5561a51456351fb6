-- Record the outlets' usual lags that inference uses from now on.
DELETE FROM internal.usual_lags;
INSERT INTO internal.usual_lags SELECT outlet_id, usual_hours FROM internal.usual_lags_now ORDER BY outlet_id;
