-- Which spans of a batch of documents does nobody say (repeats, boilerplate, the outlet's furniture)?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT s.document, s.start, s.stop
FROM internal.skips AS s
SEMI JOIN batch USING (document)
WHERE s.document BETWEEN $first AND $last
ORDER BY ALL;
