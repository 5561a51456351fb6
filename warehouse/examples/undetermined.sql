-- Which pairs share their text with nothing to say who was first?
SELECT left_id, left_outlet_id, right_id, right_outlet_id, kind, round(similarity, 2) AS similarity
FROM undetermined
ORDER BY left_id, right_id;
