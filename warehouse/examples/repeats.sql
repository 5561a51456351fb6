-- Which documents repeat a block, and how long is it?
SELECT document_id, stop - start AS characters, start - first_stop AS characters_between, similarity
FROM repeats
ORDER BY document_id, repeat;
