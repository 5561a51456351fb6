-- How much of each outlet is copies of something else, by documents and by characters?
-- asked by: engineer
SELECT
    d.outlet_id, count(*) AS documents, count(*) FILTER (c.document_id <> c.representative_id) AS copies,
    sum(length(d.text))::BIGINT AS characters,
    coalesce(sum(length(d.text)) FILTER (c.document_id <> c.representative_id), 0)::BIGINT AS characters_in_copies
FROM documents AS d
LEFT JOIN clusters AS c USING (document_id)
GROUP BY d.outlet_id
ORDER BY copies DESC, d.outlet_id NULLS LAST;
