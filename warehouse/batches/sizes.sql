-- How many bytes of text has each document of a batch?
SELECT d.document, strlen(d.text) AS bytes FROM documents AS d SEMI JOIN batch USING (document) ORDER BY d.document;
