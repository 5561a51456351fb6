-- Which spans of a batch of documents are repeats, or boilerplate by their words?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT r.document, r.start, r.stop
FROM internal.repeats AS r
SEMI JOIN batch USING (document)
WHERE r.document BETWEEN $first AND $last
UNION
SELECT b.document, b.start, b.stop
FROM internal.blocks AS b
SEMI JOIN batch USING (document)
WHERE b.kind = 'boilerplate' AND b.document BETWEEN $first AND $last
ORDER BY ALL;
