-- Which documents have a signature, and what is it? Documents without a word have none.
SELECT document_id, signature FROM signatures WHERE octet_length(signature) > 0 ORDER BY document_id;
