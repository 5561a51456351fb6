-- Take vectors of sentences out; those that other documents say as well are made again. The frame `sentences` has text_hash.
DELETE FROM internal.vectors WHERE text_hash IN (SELECT text_hash FROM sentences);
