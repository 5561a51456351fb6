-- Take what a batch of documents says out, that it was wanted, and what was found by it.
DELETE FROM internal.embedding_queue WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.sentences WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.document_simhashes WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.semantic_pairs
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.semantic_matches
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
DELETE FROM internal.semantic_passages
WHERE "left" IN (SELECT document FROM batch) OR "right" IN (SELECT document FROM batch);
