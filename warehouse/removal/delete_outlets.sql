-- Delete the outlets in the frame `unknown_outlets`.
DELETE FROM outlets WHERE outlet_id IN (SELECT outlet_id FROM unknown_outlets);
DELETE FROM internal.gazetteer WHERE outlet_id IN (SELECT outlet_id FROM unknown_outlets);
