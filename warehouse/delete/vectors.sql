-- Take all vectors out, and what was found by them.
DELETE FROM internal.vectors;
DELETE FROM internal.embedding_queue;
DELETE FROM internal.sentences;
DELETE FROM internal.document_simhashes;
DELETE FROM internal.semantic_pairs;
DELETE FROM internal.semantic_matches;
DELETE FROM internal.semantic_passages;
