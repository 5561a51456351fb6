-- How much of what each outlet publishes each month is nobody else's, by characters of body (no furniture, no repeats)?
-- Documents that share text while nothing decides who took it are counted as own: `undetermined` says how many.
-- asked by: scholar
-- $outlet = NULL: only this outlet
WITH bodies AS (
    SELECT
        document_id, sum(stop - start)::BIGINT AS characters,
        coalesce(sum(stop - start) FILTER (source_id IS NOT NULL), 0)::BIGINT AS taken
    FROM attributed_spans
    GROUP BY document_id
),
undecided AS (
    SELECT left_id AS document_id FROM undetermined UNION SELECT right_id FROM undetermined
)
SELECT
    d.outlet_id, date_trunc('month', d.published_at)::DATE AS "month", count(*) AS documents,
    count(u.document_id) FILTER (coalesce(b.taken, 0) = 0) AS undetermined,
    coalesce(sum(b.characters), 0)::BIGINT AS characters, coalesce(sum(b.taken), 0)::BIGINT AS taken_characters,
    round(1 - sum(b.taken) / sum(b.characters), 3) AS own_share
FROM documents AS d
LEFT JOIN bodies AS b USING (document_id)
LEFT JOIN undecided AS u USING (document_id)
WHERE d.outlet_id IS NOT NULL AND d.published_at IS NOT NULL AND d.published_precision <> 'year'
    AND ($outlet IS NULL OR d.outlet_id = $outlet)
GROUP BY d.outlet_id, date_trunc('month', d.published_at)
ORDER BY d.outlet_id, "month";
