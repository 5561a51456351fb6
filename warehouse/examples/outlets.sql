-- Which outlets were met that no list knows?
SELECT outlet_id, name, kind
FROM outlets
WHERE origin = 'data'
ORDER BY outlet_id
LIMIT 5;
