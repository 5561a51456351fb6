-- Which documents hold the blocks of a batch that is removed, one document a block: is the block still boilerplate?
WITH removed_blocks AS MATERIALIZED (SELECT DISTINCT text_hash FROM internal.blocks SEMI JOIN batch USING (document)),
holders AS (
    SELECT min(document) AS document
    FROM internal.blocks
    SEMI JOIN removed_blocks USING (text_hash)
    ANTI JOIN batch USING (document)
    GROUP BY text_hash
)
SELECT DISTINCT document FROM holders ORDER BY document;
