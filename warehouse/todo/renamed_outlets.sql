-- Which documents are of outlets whose usual name has changed since credits were last extracted?
SELECT d.document
FROM documents AS d
JOIN outlets AS o USING (outlet_id)
JOIN internal.gazetteer AS g USING (outlet_id)
WHERE g.name IS DISTINCT FROM o.name
ORDER BY d.document;
