-- How much of what these outlets published is their own, from agencies or from others, month by month?
-- $outlets: ids of the outlets
WITH shares AS (
    SELECT
        d.outlet_id, d.document_id, date_trunc('month', d.published_at)::DATE AS "month",
        max(CASE WHEN e.document_id IS NULL THEN 0 WHEN w.kind = 'agency' THEN 2 ELSE 1 END) AS origin,
        bool_or(e.credit_status IN ('found', 'further_up')) AS credited, bool_or(e.credit_status = 'none_in_text') AS uncredited
    FROM documents AS d
    LEFT JOIN derivations AS e ON e.document_id = d.document_id
    LEFT JOIN outlets AS w ON w.outlet_id = e.source_outlet_id
    WHERE list_contains($outlets, d.outlet_id)
    GROUP BY ALL
)
SELECT
    outlet_id, "month", count(*) AS documents, count(*) FILTER (origin = 0) AS own, count(*) FILTER (origin = 2) AS from_agencies,
    count(*) FILTER (origin = 1) AS from_others, count(*) FILTER (origin > 0 AND credited) AS credited,
    count(*) FILTER (origin > 0 AND (credited OR uncredited)) AS checkable
FROM shares
GROUP BY outlet_id, "month"
ORDER BY outlet_id, "month" NULLS LAST;
