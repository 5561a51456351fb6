-- Which spans of a batch of documents are not body text: what nobody says, and bylines, captions and credits?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT s.document, s.start, s.stop
FROM (
    SELECT document, start, stop FROM internal.skips
    UNION
    SELECT document, start, stop FROM internal.blocks WHERE kind IN ('byline', 'caption', 'credit')
) AS s
SEMI JOIN batch USING (document)
WHERE s.document BETWEEN $first AND $last
ORDER BY ALL;
