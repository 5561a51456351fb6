-- How much is each document preferred by an expression over what is known of it? (The expression is put in by name.)
SELECT document, CAST((preferred_expression) AS DOUBLE) AS preference FROM documents ORDER BY document;
