-- Which of a batch's documents have a mark of a stage, on its present inputs or on others?
-- $stage: the stage
SELECT DISTINCT document FROM internal.ledger SEMI JOIN batch USING (document) WHERE stage = $stage ORDER BY document;
