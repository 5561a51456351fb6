-- Which passages do two documents share, side by side?
-- $left: one document's id
-- $right: the other's
SELECT
    p.passage, p.kind, p.similarity, p.left_start, p.left_stop, p.right_start, p.right_stop,
    substr(l.text, p.left_start + 1, p.left_stop - p.left_start) AS left_text,
    substr(r.text, p.right_start + 1, p.right_stop - p.right_start) AS right_text
FROM passages AS p
JOIN documents AS l ON l.document_id = p.left_id
JOIN documents AS r ON r.document_id = p.right_id
WHERE p.left_id = $left AND p.right_id = $right
ORDER BY p.passage;
