-- How much of what each outlet publishes each month is its own text, by characters of body?
-- $outlet = NULL: only this outlet
SELECT
    d.outlet_id, date_trunc('month', d.published_at)::DATE AS "month", count(DISTINCT d.document_id) AS documents,
    sum(length(d.text))::BIGINT AS characters, coalesce(sum(t.taken), 0)::BIGINT AS taken_characters,
    round(1 - coalesce(sum(t.taken), 0) / sum(length(d.text)), 3) AS own_share
FROM documents AS d
LEFT JOIN (
    SELECT document_id, sum(stop - start) AS taken FROM attributed_spans WHERE source_id IS NOT NULL GROUP BY document_id
) AS t USING (document_id)
WHERE d.outlet_id IS NOT NULL AND d.published_at IS NOT NULL AND ($outlet IS NULL OR d.outlet_id = $outlet)
GROUP BY d.outlet_id, date_trunc('month', d.published_at)
ORDER BY d.outlet_id, "month";
