-- Delete the sentences of a batch of documents, their SimHash codes and places in the embedding queue; vectors stay.
DELETE FROM internal.embedding_queue WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.sentences WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.document_simhashes WHERE document IN (SELECT document FROM batch);
