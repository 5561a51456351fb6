-- Which documents does a warehouse hold?
SELECT document_id, text_hash FROM internal.documents ORDER BY document_id;
