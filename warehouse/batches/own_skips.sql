-- Which spans of a batch of documents are not body text, by the documents alone (repeats, boilerplate)?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT s.document, s.start, s.stop
FROM (
    SELECT document, start, stop FROM internal.repeats
    UNION
    SELECT document, start, stop FROM internal.blocks WHERE kind = 'boilerplate'
) AS s
SEMI JOIN batch USING (document)
WHERE s.document BETWEEN $first AND $last
ORDER BY ALL;
