-- Take what was found by comparing a batch of documents word by word out.
DELETE FROM internal.matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
