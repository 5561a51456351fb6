-- How many bytes of text has each document?
SELECT document, bytes FROM internal.documents ORDER BY document;
