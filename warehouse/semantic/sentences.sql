-- What are the sentences of a batch of documents? The frame `batch` has document.
SELECT document, sentence, start, stop, language, text_hash
FROM internal.sentences
SEMI JOIN batch USING (document)
ORDER BY document, sentence;
