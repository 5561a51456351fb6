-- Take a stage's mark off a batch of documents: it is to be done again.
-- $stage: the stage
DELETE FROM internal.ledger WHERE stage = $stage AND document IN (SELECT document FROM batch);
