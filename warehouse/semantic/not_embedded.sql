-- Which documents that are to have vectors have none yet, or were parted otherwise? The frame `chosen` has them.
SELECT d.document, d.bytes
FROM internal.documents AS d
SEMI JOIN chosen USING (document)
ANTI JOIN internal.embedding_queue USING (document)
ORDER BY d.document;
