-- Replace the embedding queue: of the documents in the frame `queue`, those keep their sentences that have them.
CREATE OR REPLACE TEMPORARY TABLE embedded AS
SELECT q.document, q.reason FROM queue AS q SEMI JOIN internal.embedding_queue USING (document);
DELETE FROM internal.embedding_queue;
INSERT INTO internal.embedding_queue SELECT document, reason FROM embedded ORDER BY document;
DELETE FROM internal.sentences WHERE document NOT IN (SELECT document FROM embedded);
DELETE FROM internal.document_simhashes WHERE document NOT IN (SELECT document FROM embedded);
DROP TABLE embedded;
