-- Which documents has a stage not done on its present inputs, and how many bytes of text are they?
-- $stage: the stage
-- $fingerprint: fingerprint of its inputs
SELECT d.document, d.bytes
FROM internal.documents AS d
ANTI JOIN (
    SELECT document FROM internal.ledger WHERE stage = $stage AND fingerprint = $fingerprint
) AS l USING (document)
ORDER BY d.document;
