-- A row of an export to SQLite into {name}, with {values} in place of its columns.
INSERT INTO {name} VALUES ({values});
