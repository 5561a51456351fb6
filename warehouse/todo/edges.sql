-- What are the edges of the match graph: pairs that match, or of which one was ruled to be the other's source?
SELECT "left", "right" FROM internal.all_matches WHERE "left" <> "right"
UNION
SELECT least(d.document, s.document), greatest(d.document, s.document)
FROM internal.standing_rulings AS r
JOIN internal.documents AS d ON d.document_id = split_part(r."key", ' <- ', 1)
JOIN internal.documents AS s ON s.document_id = substr(r."key", length(d.document_id) + 5)
WHERE r.subject = 'edge' AND r.verdict = 'confirmed'
ORDER BY ALL;
