-- What did copies leave out of their sources?
SELECT document_id, source_id, kind, numbers, text
FROM omissions
ORDER BY document_id, source_id, block
LIMIT 5;
