-- What did the blog change in the paper's words?
SELECT passage, kind, round(p.similarity, 2) AS similarity,
    substr(d.text, left_start + 1, 42) AS begins, left_stop - left_start AS characters
FROM passages AS p
JOIN documents AS d ON d.document_id = p.left_id
WHERE left_id = 'owl-ferry' AND right_id = 'valley-ferry'
ORDER BY passage;
