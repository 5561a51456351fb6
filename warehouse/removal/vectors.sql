-- Delete the vectors of the sentences in the frame `sentences`, but for those that an embedded document still holds.
DELETE FROM internal.vectors
WHERE text_hash IN (SELECT text_hash FROM sentences) AND text_hash NOT IN (SELECT text_hash FROM internal.sentences);
