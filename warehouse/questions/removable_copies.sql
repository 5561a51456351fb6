-- Which documents could a corpus do without: word-for-word copies of a document that stays?
-- asked by: engineer
-- $similarity = 0.95: least similarity to the representative
SELECT document_id, representative_id, round(similarity, 4) AS similarity, size AS group_size
FROM clusters
WHERE document_id <> representative_id AND similarity >= $similarity
ORDER BY representative_id, document_id;
