-- Which documents repeat a block, and how much of their text is repeated?
-- asked by: engineer
-- $limit = 50: most rows
SELECT
    r.document_id, d.outlet_id, count(*) AS repeats, sum(r.stop - r.start)::BIGINT AS repeated_characters,
    length(d.text) AS characters, round(sum(r.stop - r.start) / length(d.text), 3) AS share
FROM repeats AS r
JOIN documents AS d USING (document_id)
GROUP BY r.document_id, d.outlet_id, d.text
ORDER BY repeated_characters DESC, r.document_id
LIMIT $limit;
