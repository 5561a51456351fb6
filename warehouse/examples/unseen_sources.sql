-- Which stories that nobody has here are proved by whom?
SELECT source_id, outlet_id, known_from, not_after, basis
FROM unseen_sources
WHERE replaced_by IS NULL
ORDER BY source_id;
