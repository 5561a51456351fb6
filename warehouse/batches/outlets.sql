-- Which outlets are known?
SELECT
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin,
    wordlike_aliases, active_from, active_to
FROM outlets
ORDER BY outlet_id;
