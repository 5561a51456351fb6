-- Which outlets does a new warehouse copy: those that came with documents or from a person's file?
SELECT
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin,
    wordlike_aliases, active_from, active_to
FROM outlets
WHERE origin <> 'seed'
ORDER BY outlet_id;
