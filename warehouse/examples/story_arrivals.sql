-- In which order did the story reach its outlets, ties included?
SELECT story_id, outlet_id, rank_from, rank_to, outlets, first_from, first_until
FROM story_arrivals
ORDER BY outlets DESC, story_id, rank_from, rank_to, outlet_id
LIMIT 6;
