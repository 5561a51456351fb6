-- Which documents are there?
SELECT document FROM documents ORDER BY document;
