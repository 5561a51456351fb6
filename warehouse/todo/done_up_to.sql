-- Up to which document has a stage been done on its present inputs, and is every document before that done, too?
-- $stage: the stage
-- $fingerprint: fingerprint of its inputs
--
-- Two sums tell it without a join: a document that is missing would have to be made up for by others marked twice.
WITH done AS (
    SELECT max(document) AS last, count(*) AS documents, sum(document) AS keys
    FROM internal.ledger
    WHERE stage = $stage AND fingerprint = $fingerprint
)
SELECT d.last, count(*) = d.documents AND sum(h.document) = d.keys AS complete
FROM internal.documents AS h
JOIN done AS d ON h.document <= d.last
GROUP BY d.last, d.documents, d.keys
ORDER BY d.last;
