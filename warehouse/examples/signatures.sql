-- How long is each document in tokens, and how many values has its signature?
SELECT document_id, tokens, shingles, octet_length(signature) // 4 AS signature_values
FROM signatures
ORDER BY document_id
LIMIT 5;
