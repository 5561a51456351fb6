-- Which documents are there, and from when?
SELECT document, document_id, published_at FROM documents ORDER BY document;
