-- Which documents already compared hold a block that has become, or ceased to be, boilerplate of their outlet?
--
-- The frame `shared_blocks` has the blocks in question: text_hash; the frame `boilerplate_now` those of them that are
-- boilerplate now: outlet_id, text_hash, documents.
WITH before AS MATERIALIZED (SELECT outlet_id, text_hash FROM internal.boilerplate SEMI JOIN shared_blocks USING (text_hash)),
changed AS (
    (SELECT outlet_id, text_hash FROM boilerplate_now EXCEPT SELECT outlet_id, text_hash FROM before)
    UNION ALL
    (SELECT outlet_id, text_hash FROM before EXCEPT SELECT outlet_id, text_hash FROM boilerplate_now)
)
SELECT DISTINCT b.document
FROM changed AS c
JOIN internal.documents AS d USING (outlet_id)
JOIN internal.blocks AS b ON b.document = d.document AND b.text_hash = c.text_hash
SEMI JOIN (SELECT document FROM internal.ledger WHERE stage = 'matches') AS l ON l.document = b.document
ORDER BY b.document;
