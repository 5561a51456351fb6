-- Take the repeats of a batch of documents out.
DELETE FROM internal.repeats WHERE document IN (SELECT document FROM batch);
