-- What are the credits of a batch of documents?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT
    c.document, c.credit, c.role, c.outlet_id, c.person, c.cue, c.field, c.value, c.start, c.stop, c.strength,
    c.scope_start, c.scope_stop
FROM internal.credits AS c
SEMI JOIN batch USING (document)
WHERE c.document BETWEEN $first AND $last
ORDER BY c.document, c.credit;
