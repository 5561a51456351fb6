-- Which spans of a batch of documents hold no sentences to compare (repeats, boilerplate by words or by its outlet)?
-- $first: least key of the batch
-- $last: greatest key of the batch
--
-- As the view `internal.skips` has them; the batch is joined before the parts are united, so that little is read.
WITH parts AS MATERIALIZED (
    SELECT b.document, b.kind, b.start, b.stop, b.text_hash
    FROM internal.blocks AS b
    SEMI JOIN batch USING (document)
    WHERE b.document BETWEEN $first AND $last
)
SELECT r.document, r.start, r.stop
FROM internal.repeats AS r
SEMI JOIN batch USING (document)
WHERE r.document BETWEEN $first AND $last
UNION
SELECT document, start, stop FROM parts WHERE kind = 'boilerplate'
UNION
SELECT p.document, p.start, p.stop
FROM parts AS p
JOIN internal.documents AS d USING (document)
JOIN internal.boilerplate AS f ON f.outlet_id = d.outlet_id AND f.text_hash = p.text_hash
ORDER BY ALL;
