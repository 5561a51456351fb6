-- Take the matches and passages of a batch of documents out, and the sentences of their bodies.
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
DELETE FROM internal.wanted WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.sentences WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.sketches WHERE document IN (SELECT document FROM batch);
