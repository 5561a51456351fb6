-- Which documents are there, without their texts?
SELECT * EXCLUDE (text) FROM documents ORDER BY document_id;
