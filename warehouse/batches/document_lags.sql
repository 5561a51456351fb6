-- How many hours after its source was each document of a batch published that names the source and shares its text?
-- $first: least key of the batch
-- $last: greatest key of the batch
-- $lag_share: least share of the document in passages it has in common with the source, 0..1
-- $lag_credit_strength: least strength of the credit that names the source
--
-- Of several sources it is the last before the document.
WITH shared AS (
    SELECT m."left" AS document, m."right" AS source
    FROM internal.all_matches AS m
    SEMI JOIN batch ON batch.document = m."left"
    WHERE m."left" BETWEEN $first AND $last AND m.contained_left >= $lag_share
    UNION ALL
    SELECT m."right", m."left"
    FROM internal.all_matches AS m
    SEMI JOIN batch ON batch.document = m."left"
    WHERE m."left" BETWEEN $first AND $last AND m.contained_right >= $lag_share
),
naming AS (
    SELECT DISTINCT c.document, c.outlet_id
    FROM internal.credits AS c
    SEMI JOIN batch USING (document)
    WHERE
        c.document BETWEEN $first AND $last
        AND c.role IN ('source', 'byline', 'contribution')
        AND c.strength >= $lag_credit_strength
),
dated AS (
    SELECT d.document, d.outlet_id, epoch(d.published_at) / 3600.0 AS hours
    FROM documents AS d
    SEMI JOIN batch USING (document)
    WHERE d.document BETWEEN $first AND $last AND d.published_precision IN ('second', 'minute', 'hour')
)
SELECT d.document, d.outlet_id, min(d.hours - s.hours) AS hours
FROM shared AS p
JOIN dated AS d ON d.document = p.document
JOIN dated AS s ON s.document = p.source
SEMI JOIN naming AS n ON n.document = p.document AND n.outlet_id = s.outlet_id
WHERE d.outlet_id <> s.outlet_id AND d.hours > s.hours
GROUP BY d.document, d.outlet_id
ORDER BY d.document;
