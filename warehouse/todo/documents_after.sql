-- Which documents come after one, and how many bytes of text are they?
-- $last: the document
SELECT document, bytes FROM internal.documents WHERE document > $last ORDER BY document;
