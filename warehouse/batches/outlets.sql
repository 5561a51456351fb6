-- Which outlets are known?
SELECT outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin
FROM outlets
ORDER BY outlet_id;
