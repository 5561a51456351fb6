-- How many bytes of text has each document of a batch?
SELECT d.document, d.bytes FROM internal.documents AS d SEMI JOIN batch USING (document) ORDER BY d.document;
