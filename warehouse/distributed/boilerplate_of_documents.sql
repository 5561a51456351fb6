-- Which boilerplate of its outlet does each document hold?
SELECT DISTINCT b.document, f.outlet_id, f.text_hash, f.documents
FROM internal.blocks AS b
JOIN internal.documents AS d ON d.document = b.document
JOIN internal.boilerplate AS f ON f.outlet_id = d.outlet_id AND f.text_hash = b.text_hash
ORDER BY b.document, f.text_hash;
