-- Which outlets does a new warehouse copy: those that came with documents or from a person's file?
SELECT outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin
FROM outlets
WHERE origin <> 'seed'
ORDER BY outlet_id;
