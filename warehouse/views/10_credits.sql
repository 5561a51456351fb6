-- What does a document say about where it, or something in it, comes from?
CREATE OR REPLACE VIEW credits AS
SELECT
    d.document_id, c.credit, c.role, c.outlet_id, c.person, c.cue, c.field, c.value, c.start, c.stop, c.strength,
    c.scope_start, c.scope_stop
FROM internal.credits AS c
JOIN main.documents AS d USING (document);
