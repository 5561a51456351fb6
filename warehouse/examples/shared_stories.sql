-- Which two outlets share most stories, and who has them first?
SELECT left_outlet_id, right_outlet_id, stories, left_first, right_first, left_stories, right_stories
FROM shared_stories
ORDER BY stories DESC, left_outlet_id, right_outlet_id
LIMIT 5;
