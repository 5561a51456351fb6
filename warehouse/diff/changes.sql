-- Which edges were gained, lost or changed between two warehouses?
-- $tolerance: difference of confidence up to which an edge is the same
-- The frames `before` and `after` have the edges of the two (`edges.sql`). A document that lost one source and gained
-- another is one row: the surest of the lost beside the surest of the gained, and so on.
WITH paired AS (
    SELECT
        b.document_id AS old_document, a.document_id AS new_document, b AS old, a AS new
    FROM "before" AS b
    FULL JOIN "after" AS a ON a.document_id = b.document_id AND a.source_id = b.source_id
),
lost AS (
    SELECT old_document AS document_id, old, row_number() OVER (PARTITION BY old_document ORDER BY old.confidence DESC, old.source_id) AS place
    FROM paired WHERE new_document IS NULL
),
gained AS (
    SELECT new_document AS document_id, new, row_number() OVER (PARTITION BY new_document ORDER BY new.confidence DESC, new.source_id) AS place
    FROM paired WHERE old_document IS NULL
),
rows_of AS (
    SELECT old_document AS document_id, old, new FROM paired WHERE old_document IS NOT NULL AND new_document IS NOT NULL
    UNION ALL
    SELECT coalesce(l.document_id, g.document_id), l.old, g.new
    FROM lost AS l
    FULL JOIN gained AS g ON g.document_id = l.document_id AND g.place = l.place
),
named AS (
    SELECT
        document_id,
        list_filter(
            [
                CASE WHEN old.source_id <> new.source_id THEN 'source' END,
                CASE WHEN old.relation <> new.relation THEN 'relation' END,
                CASE WHEN old.credited <> new.credited THEN 'credit' END,
                CASE WHEN old.direction_basis <> new.direction_basis THEN 'basis' END,
                CASE WHEN abs(old.confidence - new.confidence) > $tolerance THEN 'confidence' END
            ],
            lambda each: each IS NOT NULL
        ) AS what,
        old, new
    FROM rows_of
)
SELECT
    CASE WHEN old IS NULL THEN 'gained' WHEN new IS NULL THEN 'lost' ELSE 'changed' END AS change,
    document_id, coalesce(new.outlet_id, old.outlet_id) AS outlet_id,
    CASE WHEN old IS NULL OR new IS NULL THEN [] ELSE what END AS what,
    old.source_id AS source_before, new.source_id AS source_after,
    old.relation AS relation_before, new.relation AS relation_after,
    old.credited AS credited_before, new.credited AS credited_after,
    old.direction_basis AS basis_before, new.direction_basis AS basis_after,
    old.confidence AS confidence_before, new.confidence AS confidence_after
FROM named
WHERE old IS NULL OR new IS NULL OR len(what) > 0
ORDER BY document_id, change, source_before, source_after;
