-- Which pairs share text while nothing decides the direction?
SELECT left_id, left_outlet_id, right_id, right_outlet_id, kind, round(similarity, 2) AS similarity
FROM undetermined
ORDER BY left_id, right_id;
