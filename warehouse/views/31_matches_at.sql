-- Which pairs of documents are at least this similar (0 to 1)?
CREATE OR REPLACE MACRO matches_at(threshold) AS TABLE
SELECT m.*
FROM main.matches AS m
WHERE m.similarity >= threshold AND m.left_id <> m.right_id
ORDER BY m.similarity DESC, m.left_id, m.right_id;
