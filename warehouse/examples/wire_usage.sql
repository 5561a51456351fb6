-- Which documents carry an agency's text through other hands, and do they name it?
SELECT document_id, agency_id, hands, round(share, 2) AS share, named, credit_status
FROM wire_usage
ORDER BY hands DESC NULLS LAST, document_id, agency_id
LIMIT 6;
