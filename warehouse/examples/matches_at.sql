-- Which pairs are practically the same, at another threshold?
SELECT left_id, right_id, kind, round(similarity, 3) AS similarity
FROM matches_at(0.95)
ORDER BY similarity DESC, left_id, right_id;
