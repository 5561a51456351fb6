-- Which edge is worth a look first: of documents in which no credit was found the surest, else the surest of all?
SELECT e.document_id, CASE WHEN s.document_id IS NOT NULL THEN e.source_id END AS source_id
FROM derivations AS e
JOIN internal.documents AS d ON d.document_id = e.document_id
LEFT JOIN internal.documents AS s ON s.document_id = e.source_id
ORDER BY e.credit_status = 'none_in_text' DESC, e.confidence DESC, e.share_of_document DESC, e.document_id, e.source_id
LIMIT 1;
