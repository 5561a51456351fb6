-- Take what a batch of documents says out, that it was wanted, and what was found by it.
DELETE FROM internal.wanted WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.sentences WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.sketches WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.meaning_pairs
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.meaning_matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.meaning_passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
