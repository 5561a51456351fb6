-- Note which documents have vectors, and why; what others said is forgotten. The frame `chosen` has document and reason.
DELETE FROM internal.embedding_queue;
INSERT INTO internal.embedding_queue SELECT document, reason FROM chosen ORDER BY document;
DELETE FROM internal.sentences WHERE document NOT IN (SELECT document FROM chosen);
DELETE FROM internal.document_simhashes WHERE document NOT IN (SELECT document FROM chosen);
