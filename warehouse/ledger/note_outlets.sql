-- Record with which outlets credits are extracted from now on.
DELETE FROM internal.gazetteer;
INSERT INTO internal.gazetteer SELECT outlet_id, md5(to_json(o)::VARCHAR), name FROM outlets AS o ORDER BY outlet_id;
