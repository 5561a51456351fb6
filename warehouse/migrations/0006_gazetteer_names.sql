-- The usual name of each outlet when credits were last extracted: the evidence calls outlets by it.
ALTER TABLE internal.gazetteer ADD COLUMN name VARCHAR;
