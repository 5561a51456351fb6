-- Which blocks are repeated inside one document?
CREATE OR REPLACE VIEW repeats AS
SELECT d.document_id, r.repeat, r.first_start, r.first_stop, r.start, r.stop, r.similarity
FROM internal.repeats AS r
JOIN main.documents AS d USING (document);
