-- A table of an export to SQLite: {name} with {columns}, each a name and an affinity.
CREATE TABLE {name} ({columns});
