-- Take outlets out. The frame `forgotten` has outlet_id.
DELETE FROM outlets WHERE outlet_id IN (SELECT outlet_id FROM forgotten);
DELETE FROM internal.gazetteer WHERE outlet_id IN (SELECT outlet_id FROM forgotten);
