-- What are the keys of all documents, and how many bytes of text are they?
SELECT document, bytes FROM internal.documents ORDER BY document;
