-- Which unseen sources are there, and which documents prove them?
SELECT source_id, outlet_id, known_from, not_after, basis
FROM unseen_sources
WHERE replaced_by IS NULL
ORDER BY source_id;
