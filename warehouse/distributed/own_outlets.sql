-- Which outlets, each as some files name it, are there? The frame `outlets` has one row a file and outlet.
SELECT DISTINCT
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin, wordlike_aliases, active_from,
    active_to
FROM outlets
ORDER BY outlet_id, name;
