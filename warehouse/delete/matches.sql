-- Delete the matches by words of a batch of documents; what is inferred of the documents they matched is stale.
UPDATE internal.ledger
SET fingerprint = ''
WHERE stage = 'inference' AND document IN (
    SELECT "right" FROM internal.all_matches WHERE "left" IN (SELECT document FROM batch)
    UNION ALL
    SELECT "left" FROM internal.all_matches WHERE "right" IN (SELECT document FROM batch)
);
DELETE FROM internal.matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
