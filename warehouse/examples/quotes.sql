-- Which reports share quotations, and nothing else?
SELECT left_id, right_id, passages, characters, longest
FROM quotes
ORDER BY left_id, right_id;
