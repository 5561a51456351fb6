-- Has a stage done, on its present inputs, every document up to one, and which is that?
-- $stage: the stage
-- $fingerprint: fingerprint of its inputs
--
-- Two sums tell it without a join: a document that is missing would have to be made up for by others noted twice.
WITH done AS (
    SELECT max(document) AS last, count(*) AS documents, sum(document) AS keys
    FROM internal.ledger
    WHERE stage = $stage AND fingerprint = $fingerprint
)
SELECT d.last, count(*) = d.documents AND sum(h.document) = d.keys AS whole
FROM internal.documents AS h
JOIN done AS d ON h.document <= d.last
GROUP BY d.last, d.documents, d.keys
ORDER BY d.last;
