-- How many documents did each outlet publish each month, and how many of them came from wires, with and without credit?
CREATE OR REPLACE VIEW outlet_months AS
WITH derived AS (
    SELECT
        e.document_id, bool_or(o.kind = 'agency') AS from_wire, bool_or(o.kind = 'agency' AND e.credited) AS wire_credited,
        bool_or(e.credited) AS credited, min(e.lag_hours) AS lag_hours
    FROM main.edges AS e
    LEFT JOIN main.outlets AS o ON o.outlet_id = e.source_outlet_id
    GROUP BY e.document_id
)
SELECT
    d.outlet_id, date_trunc('month', d.published_at)::DATE AS "month", count(*) AS documents,
    count(t.document_id) AS derived, count(*) FILTER (t.from_wire) AS from_wires,
    count(*) FILTER (t.wire_credited) AS from_wires_credited,
    count(*) FILTER (t.from_wire AND NOT t.wire_credited) AS from_wires_uncredited,
    count(*) FILTER (t.credited) AS credited,
    count(t.document_id) - count(*) FILTER (t.credited) AS uncredited,
    count(t.lag_hours) AS with_known_lag, median(t.lag_hours) AS median_lag_hours
FROM main.documents AS d
LEFT JOIN derived AS t USING (document_id)
WHERE d.outlet_id IS NOT NULL AND d.published_at IS NOT NULL
GROUP BY d.outlet_id, date_trunc('month', d.published_at);
