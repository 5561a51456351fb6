-- Which outlets are known that did not ship with the package?
SELECT
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin,
    wordlike_aliases, active_from, active_to
FROM outlets
WHERE origin <> 'seed'
ORDER BY outlet_id;
