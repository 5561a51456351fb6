-- Put back the outlets that the last run left and that are gone; those that ship with a release come from that.
INSERT INTO outlets BY NAME
SELECT unnest(from_json(r.record, '{
    "outlet_id": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "country": "VARCHAR", "owner": "VARCHAR",
    "aliases": ["VARCHAR"], "domains": ["VARCHAR"], "bare_aliases": ["VARCHAR"], "wikidata": "VARCHAR",
    "origin": "VARCHAR", "wordlike_aliases": ["VARCHAR"], "active_from": "INTEGER", "active_to": "INTEGER"
}'))
FROM internal.outlet_records AS r
ANTI JOIN outlets AS o ON o.outlet_id = r.outlet_id
ORDER BY r.outlet_id;
