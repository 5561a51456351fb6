-- How does each document match the agency's story?
SELECT right_id, kind, round(similarity, 2) AS similarity, round(contained_left, 2) AS contained_left,
    round(contained_right, 2) AS contained_right, passage_count
FROM matches
WHERE left_id = 'ap-ferry'
ORDER BY right_id;
