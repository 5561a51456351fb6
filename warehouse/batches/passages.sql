-- What are the passages shared among a batch of documents?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT
    p."left", p."right", p.passage, p.left_start, p.left_stop, p.right_start, p.right_stop, p.kind, p.similarity
FROM internal.all_passages AS p
SEMI JOIN batch ON batch.document = p."left"
WHERE p."left" BETWEEN $first AND $last
ORDER BY p."left", p."right", p.passage;
