-- Which credits are decisive for where a text is from?
SELECT document_id, "role", outlet_id, "value"
FROM credits
WHERE strength = 4 AND "role" = 'source'
ORDER BY document_id, credit;
