-- Replace the lags of a batch of documents by those in the frame `lags`.
DELETE FROM internal.lags WHERE document IN (SELECT document FROM batch);
INSERT INTO internal.lags SELECT document, outlet_id, hours FROM lags ORDER BY document;
