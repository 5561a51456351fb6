-- Which kept documents are empty, or shorter than a threshold? (frames documents, removals, files)
-- $short: tokens below which a document is short
SELECT d.document_id, f.path AS path, d.position, d.tokens, CASE d.tokens WHEN 0 THEN 'empty' ELSE 'short' END AS why
FROM documents AS d
JOIN files AS f ON f.file = d.file
ANTI JOIN removals AS r ON r.document = d.document
WHERE d.tokens < $short AND NOT d.known
ORDER BY d.file, d.place;
