-- Which documents hold the blocks of a batch that is taken out, one for each: whether those are furniture is asked anew?
WITH lost AS MATERIALIZED (SELECT DISTINCT text_hash FROM internal.blocks SEMI JOIN batch USING (document)),
witnesses AS (
    SELECT min(document) AS document
    FROM internal.blocks
    SEMI JOIN lost USING (text_hash)
    ANTI JOIN batch USING (document)
    GROUP BY text_hash
)
SELECT DISTINCT document FROM witnesses ORDER BY document;
