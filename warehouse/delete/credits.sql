-- Take the credits of a batch of documents out.
DELETE FROM internal.credits WHERE document IN (SELECT document FROM batch);
