-- Delete a stage's marks of a batch of documents, whose rows have been deleted.
-- $stage: the stage
DELETE FROM internal.ledger WHERE stage = $stage AND document IN (SELECT document FROM batch);
