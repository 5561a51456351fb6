-- Which blocks of a batch of documents stand more than once in all, or did: those that may be furniture, or cease to?
-- $first: least key of the batch
-- $last: greatest key of the batch
WITH fresh AS MATERIALIZED (
    SELECT DISTINCT text_hash
    FROM internal.blocks
    SEMI JOIN batch USING (document)
    WHERE document BETWEEN $first AND $last
)
SELECT text_hash FROM internal.blocks SEMI JOIN fresh USING (text_hash) GROUP BY text_hash HAVING count(*) > 1
UNION
SELECT text_hash FROM internal.boilerplate SEMI JOIN fresh USING (text_hash)
ORDER BY text_hash;
