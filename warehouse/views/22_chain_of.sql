-- Which chains is one document in, and which other documents are in them?
CREATE OR REPLACE MACRO chain_of(id) AS TABLE
SELECT c.*
FROM main.chains AS c
WHERE c.chain_id IN (SELECT m.chain_id FROM main.chains AS m WHERE m.document_id = id)
ORDER BY c.chain_id, c.path;
