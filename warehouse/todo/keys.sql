-- Which documents are there?
SELECT document FROM internal.documents ORDER BY document;
