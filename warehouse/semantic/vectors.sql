-- What are the vectors of certain sentences, where they are known? The frame `sentences` has their text_hash.
SELECT v.text_hash, v.vector FROM internal.vectors AS v SEMI JOIN sentences USING (text_hash) ORDER BY v.text_hash;
