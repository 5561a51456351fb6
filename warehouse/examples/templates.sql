-- Which templates are there, and how many pages has each?
SELECT template_id, size, count(DISTINCT outlet_id) AS outlets, min(published_at) AS first_at, max(published_at) AS last_at
FROM templates
GROUP BY ALL
ORDER BY size DESC, template_id;
