-- What are the vectors of these sentences, where they are known? The frame `asked` has their text_hash.
SELECT v.text_hash, v.vector FROM internal.vectors AS v SEMI JOIN asked USING (text_hash) ORDER BY v.text_hash;
