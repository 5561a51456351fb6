-- Record the outlets' usual lags that inference uses from now on (the frame `usual_lags_now`).
DELETE FROM internal.usual_lags;
INSERT INTO internal.usual_lags SELECT outlet_id, usual_hours FROM usual_lags_now ORDER BY outlet_id;
