-- Note in the ledger that a stage has been done for a batch of documents.
-- $stage: the stage
-- $fingerprint: fingerprint of its inputs
INSERT INTO internal.ledger SELECT document, $stage, $fingerprint FROM batch ORDER BY document;
