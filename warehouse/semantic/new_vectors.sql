-- Which vectors of the frame `vectors` are not stored yet?
SELECT v.text_hash, v.vector, v.model FROM vectors AS v ANTI JOIN internal.vectors USING (text_hash) ORDER BY v.text_hash;
