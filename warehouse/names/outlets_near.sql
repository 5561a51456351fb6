-- Which outlets are nearest to a name that none has, those with documents first?
-- $name: what a person calls it
WITH counted AS (SELECT outlet_id, count(*) AS documents FROM documents GROUP BY outlet_id),
ranked AS (
    SELECT
        o.outlet_id, o.name, coalesce(c.documents, 0) > 0 AS has_documents,
        CASE
            WHEN contains(lower(o.name), lower(trim($name))) THEN 1.0
            ELSE greatest(
                jaro_winkler_similarity(lower(o.outlet_id), lower($name)), jaro_winkler_similarity(lower(o.name), lower($name))
            )
        END AS nearness
    FROM outlets AS o
    LEFT JOIN counted AS c USING (outlet_id)
)
SELECT outlet_id, name, nearness >= 0.95 AS is_misspelling FROM ranked WHERE nearness >= 0.85 ORDER BY has_documents DESC, nearness DESC, outlet_id LIMIT 3;
