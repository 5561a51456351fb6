-- Where was no credit found, and how much of the page is the source's?
SELECT outlet_id, document_id, source_outlet_id, relation, round(share_of_document, 2) AS share_of_document
FROM no_credit_found
ORDER BY share_of_document DESC, document_id;
