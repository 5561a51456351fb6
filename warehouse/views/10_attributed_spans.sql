-- Which source does each span of a document's body come from (null: it is the document's own text)?
CREATE OR REPLACE VIEW attributed_spans AS
SELECT d.document_id, a.start, a.stop, a.source_id, a.source_outlet_id
FROM internal.attributed_spans AS a
JOIN main.documents AS d USING (document);
