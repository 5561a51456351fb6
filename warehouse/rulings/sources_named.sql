-- Which unseen sources have this id, or an id that begins so?
-- $name: an id, or the beginning of one
SELECT source_id, source_id = $name AS exact
FROM unseen_sources
WHERE starts_with(source_id, $name)
ORDER BY exact DESC, source_id
LIMIT 20;
