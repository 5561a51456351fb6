-- Which long passages does a document share with one that is ranked before it? ("left" is ranked before "right".)
-- $characters: least code points of the passage in the right document
SELECT
    p."left", p."right", p.left_start, p.left_stop, p.right_start, p.right_stop,
    substr(d.text, p.right_start + 1, p.right_stop - p.right_start) AS text
FROM internal.passages AS p
JOIN internal.documents AS d ON d.document = p."right"
WHERE p.right_stop - p.right_start >= $characters AND p."left" <> p."right"
ORDER BY d.document_id, p.right_start, p.right_stop DESC, p."left";
