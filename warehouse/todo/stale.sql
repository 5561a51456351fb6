-- Which of a batch's documents did a stage do on inputs that have changed since?
-- $stage: the stage
SELECT DISTINCT document FROM internal.ledger SEMI JOIN batch USING (document) WHERE stage = $stage ORDER BY document;
