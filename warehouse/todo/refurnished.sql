-- Which documents already compared hold a block that has become, or ceased to be, furniture of their outlet?
-- The frame `furniture_now` has the furniture as new documents leave it: outlet_id, text_hash, documents.
WITH changed AS (
    (SELECT outlet_id, text_hash FROM furniture_now EXCEPT SELECT outlet_id, text_hash FROM internal.furniture)
    UNION ALL
    (SELECT outlet_id, text_hash FROM internal.furniture EXCEPT SELECT outlet_id, text_hash FROM furniture_now)
)
SELECT DISTINCT b.document
FROM changed AS c
JOIN internal.documents AS d USING (outlet_id)
JOIN internal.blocks AS b ON b.document = d.document AND b.text_hash = c.text_hash
SEMI JOIN (SELECT document FROM internal.ledger WHERE stage = 'matches') AS l ON l.document = b.document
ORDER BY b.document;
