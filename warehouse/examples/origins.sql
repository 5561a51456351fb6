-- Where does each document go back to, and whom does it credit?
SELECT document_id, root_id, root_outlet_id, hands, credited_outlets, credit_status
FROM origins
WHERE hands > 0
ORDER BY hands DESC, document_id
LIMIT 6;
