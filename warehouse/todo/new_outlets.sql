-- Which outlets are new since credits were last extracted?
SELECT o.name, o.aliases, o.domains
FROM outlets AS o
ANTI JOIN internal.gazetteer AS g ON g.outlet_id = o.outlet_id AND g.fingerprint = md5(to_json(o)::VARCHAR)
ORDER BY o.outlet_id;
