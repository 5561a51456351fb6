-- In which chains does one document stand, and who else does?
CREATE OR REPLACE MACRO chain_of(wanted) AS TABLE
SELECT c.*
FROM chains AS c
WHERE c.chain_id IN (SELECT m.chain_id FROM chains AS m WHERE m.document_id = wanted)
ORDER BY c.chain_id, c.path;
