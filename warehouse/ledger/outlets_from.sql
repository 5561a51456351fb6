-- Add outlets, or replace those of the same id. The frame `arriving` has the columns of `outlets`.
DELETE FROM outlets WHERE outlet_id IN (SELECT outlet_id FROM arriving);
INSERT INTO outlets (
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin,
    wordlike_aliases, active_from, active_to
)
SELECT
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin,
    wordlike_aliases, active_from, active_to
FROM arriving
ORDER BY outlet_id;
