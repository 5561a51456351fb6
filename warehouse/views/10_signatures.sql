-- What is the MinHash signature of each document, bit for bit as datasketch has it?
CREATE OR REPLACE VIEW signatures AS
SELECT d.document_id, s.tokens, s.shingles, s.signature
FROM internal.signatures AS s
JOIN main.documents AS d USING (document);
