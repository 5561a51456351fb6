-- Which outlets are hubs: they derive text from some outlets, and others derive text from them?
-- asked by: scholar
SELECT
    o.outlet_id, coalesce(t.taken, 0) AS documents_taken, coalesce(g.given, 0) AS documents_given,
    coalesce(g.takers, 0) AS outlets_that_take, o.kind
FROM outlets AS o
LEFT JOIN (
    SELECT outlet_id, count(DISTINCT document_id) AS taken FROM edges GROUP BY outlet_id
) AS t USING (outlet_id)
LEFT JOIN (
    SELECT source_outlet_id, count(DISTINCT document_id) AS given, count(DISTINCT outlet_id) AS takers
    FROM edges GROUP BY source_outlet_id
) AS g ON g.source_outlet_id = o.outlet_id
WHERE t.taken > 0 AND g.given > 0
ORDER BY documents_given DESC, documents_taken DESC, o.outlet_id;
