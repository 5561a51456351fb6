-- Which outlets occur in the documents and in no list of outlets?
SELECT outlet_id, name, kind
FROM outlets
WHERE origin = 'data'
ORDER BY outlet_id
LIMIT 5;
