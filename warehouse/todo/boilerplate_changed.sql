-- Which documents already compared hold a block that has become, or ceased to be, furniture of their outlet?
--
-- The frame `asked` has the blocks in question: text_hash; the frame `furniture_now` those of them that are furniture
-- now: outlet_id, text_hash, documents.
WITH before AS MATERIALIZED (SELECT outlet_id, text_hash FROM internal.boilerplate SEMI JOIN asked USING (text_hash)),
changed AS (
    (SELECT outlet_id, text_hash FROM furniture_now EXCEPT SELECT outlet_id, text_hash FROM before)
    UNION ALL
    (SELECT outlet_id, text_hash FROM before EXCEPT SELECT outlet_id, text_hash FROM furniture_now)
)
SELECT DISTINCT b.document
FROM changed AS c
JOIN internal.documents AS d USING (outlet_id)
JOIN internal.blocks AS b ON b.document = d.document AND b.text_hash = c.text_hash
SEMI JOIN (SELECT document FROM internal.ledger WHERE stage = 'matches') AS l ON l.document = b.document
ORDER BY b.document;
