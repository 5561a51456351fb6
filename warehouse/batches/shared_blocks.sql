-- Which blocks of a batch of documents may be boilerplate: they stand more than once in the corpus, or were boilerplate?
-- $first: least key of the batch
-- $last: greatest key of the batch
WITH batch_blocks AS MATERIALIZED (
    SELECT DISTINCT text_hash
    FROM internal.blocks
    SEMI JOIN batch USING (document)
    WHERE document BETWEEN $first AND $last
)
SELECT text_hash FROM internal.blocks SEMI JOIN batch_blocks USING (text_hash) GROUP BY text_hash HAVING count(*) > 1
UNION
SELECT text_hash FROM internal.boilerplate SEMI JOIN batch_blocks USING (text_hash)
ORDER BY text_hash;
