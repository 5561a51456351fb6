-- How does each document derive from its source, and what decides the direction?
SELECT document_id, source_id, relation, credited, direction_basis, round(share_of_document, 2) AS share_of_document
FROM derivations
ORDER BY document_id, source_id;
