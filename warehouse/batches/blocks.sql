-- What are the blocks of a batch of documents?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT b.document, b.block, b.kind, b.start, b.stop, b.language, b.text_hash
FROM internal.blocks AS b
SEMI JOIN batch USING (document)
WHERE b.document BETWEEN $first AND $last
ORDER BY b.document, b.block;
