-- Which blocks (title, byline, paragraph …) does a document consist of, and in which language?
CREATE OR REPLACE VIEW blocks AS
SELECT d.document_id, b.block, b.kind, b.start, b.stop, b.language, b.text_hash
FROM internal.blocks AS b
JOIN main.documents AS d USING (document);
