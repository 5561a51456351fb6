-- Take the matches and passages of a batch of documents out.
DELETE FROM internal.matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.meaning_pairs
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.meaning_matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.meaning_passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
