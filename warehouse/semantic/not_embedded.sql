-- Which documents of the frame `queue` have no sentences yet, and how many bytes of text are they?
SELECT d.document, d.bytes
FROM internal.documents AS d
SEMI JOIN queue USING (document)
ANTI JOIN internal.embedding_queue USING (document)
ORDER BY d.document;
