-- Which documents are there, and how many bytes of text are they?
SELECT document, bytes FROM internal.documents ORDER BY document;
