-- Take out the furniture that only a batch of documents holds. The frame `batch` has document; its blocks still stand.
DELETE FROM internal.boilerplate
WHERE text_hash IN (
    SELECT text_hash
    FROM internal.blocks
    SEMI JOIN (SELECT text_hash FROM internal.blocks WHERE document IN (SELECT document FROM batch)) AS b USING (text_hash)
    GROUP BY text_hash
    HAVING bool_and(document IN (SELECT document FROM batch))
);
