-- Take out the furniture that only a batch of documents holds. The frame `batch` has document; its blocks still stand.
DELETE FROM internal.furniture
WHERE text_hash IN (SELECT text_hash FROM internal.blocks WHERE document IN (SELECT document FROM batch))
    AND text_hash NOT IN (SELECT text_hash FROM internal.blocks WHERE document NOT IN (SELECT document FROM batch));
