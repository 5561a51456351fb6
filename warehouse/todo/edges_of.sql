-- What are the edges of the match graph at a batch of documents?
SELECT "left", "right" FROM internal.matches
WHERE ("left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch)) AND "left" <> "right"
UNION ALL
SELECT "left", "right" FROM internal.semantic_matches
WHERE ("left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch)) AND "left" <> "right"
UNION ALL
SELECT least(d.document, s.document), greatest(d.document, s.document)
FROM internal.standing_rulings AS r
JOIN internal.documents AS d ON d.document_id = split_part(r."key", ' <- ', 1)
JOIN internal.documents AS s ON s.document_id = substr(r."key", length(d.document_id) + 5)
WHERE r.subject = 'edge' AND r.verdict = 'confirmed'
    AND (d.document IN (SELECT document FROM batch) OR s.document IN (SELECT document FROM batch))
ORDER BY "left", "right";
