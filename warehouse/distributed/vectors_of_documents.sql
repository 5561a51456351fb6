-- Which vectors have the sentences of each document?
SELECT DISTINCT s.document, v.text_hash, v.vector, v.model
FROM internal.sentences AS s
JOIN internal.vectors AS v ON v.text_hash = s.text_hash
ORDER BY s.document, v.text_hash;
