-- Which quotations do different outlets share without sharing more of their texts?
-- asked by: reporter
-- $limit = 50: most rows
SELECT left_id, right_id, left_outlet_id, right_outlet_id, passages, characters, longest
FROM quotes
WHERE left_outlet_id IS DISTINCT FROM right_outlet_id
ORDER BY characters DESC, left_id, right_id
LIMIT $limit;
