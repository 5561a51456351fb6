-- Which chains is one document in, and which other documents are in them?
CREATE OR REPLACE MACRO chain_of(id) AS TABLE
WITH RECURSIVE sources AS (
    SELECT id AS document_id
    UNION
    SELECT e.source_id FROM sources AS s JOIN main.derivations AS e ON e.document_id = s.document_id
)
SELECT c.*
FROM internal.chains_from((SELECT list(document_id) FROM sources)) AS c
ORDER BY c.chain_id, c.path;
