-- Delete the matches by meaning of a batch of documents; what is inferred of the documents they matched is stale.
UPDATE internal.ledger
SET fingerprint = ''
WHERE stage = 'inference' AND document IN (
    SELECT "right" FROM internal.semantic_matches WHERE "left" IN (SELECT document FROM batch)
    UNION ALL
    SELECT "left" FROM internal.semantic_matches WHERE "right" IN (SELECT document FROM batch)
);
DELETE FROM internal.semantic_pairs
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.semantic_matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.semantic_passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
