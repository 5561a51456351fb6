-- Which two documents match, or were ruled to be one the source of the other?
SELECT "left", "right" FROM internal.all_matches WHERE "left" <> "right"
UNION
SELECT least(d.document, s.document), greatest(d.document, s.document)
FROM internal.standing_rulings AS r
JOIN internal.documents AS d ON d.document_id = split_part(r."key", ' <- ', 1)
JOIN internal.documents AS s ON s.document_id = substr(r."key", length(d.document_id) + 5)
WHERE r.subject = 'edge' AND r.verdict = 'confirmed'
ORDER BY ALL;
