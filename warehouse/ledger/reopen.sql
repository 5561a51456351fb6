-- Make the marks that some stages have of a batch of documents stale: their rows rest on inputs that have changed.
-- $stages: the stages
UPDATE internal.ledger
SET fingerprint = ''
WHERE list_contains($stages, stage) AND document IN (SELECT document FROM batch);
