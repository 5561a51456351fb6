-- Put the lags of a batch of documents (frame `lags`) in the place of those that were noted of them.
DELETE FROM internal.lags WHERE document IN (SELECT document FROM batch);
INSERT INTO internal.lags SELECT document, outlet_id, hours FROM lags ORDER BY document;
