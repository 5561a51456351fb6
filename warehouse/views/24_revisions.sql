-- Which documents are later versions of a document of the same outlet, by its id, its address or its text?
CREATE OR REPLACE VIEW revisions AS
WITH pairs AS (
    SELECT later.document AS later, earlier.document AS earlier, 'id' AS basis
    FROM main.documents AS later
    JOIN main.documents AS earlier ON earlier.base_id = later.base_id AND earlier.version < later.version
    UNION ALL
    SELECT later.document, earlier.document, 'url'
    FROM main.documents AS later
    JOIN main.documents AS earlier
        ON earlier.url = later.url
        AND earlier.base_id <> later.base_id
        AND (coalesce(earlier.published_at, 'infinity'::TIMESTAMP), earlier.document_id)
            < (coalesce(later.published_at, 'infinity'::TIMESTAMP), later.document_id)
    UNION ALL
    SELECT
        CASE WHEN l_first THEN r ELSE l END, CASE WHEN l_first THEN l ELSE r END, 'text'
    FROM (
        SELECT
            a.document AS l, b.document AS r,
            (coalesce(a.published_at, 'infinity'::TIMESTAMP), a.document_id)
                < (coalesce(b.published_at, 'infinity'::TIMESTAMP), b.document_id) AS l_first
        FROM internal.matches AS m
        JOIN main.documents AS a ON a.document = m."left"
        JOIN main.documents AS b ON b.document = m."right"
        WHERE a.outlet_id = b.outlet_id
            AND a.document <> b.document
            AND a.base_id <> b.base_id
            AND a.url IS DISTINCT FROM b.url
            AND m.kind IN ('exact', 'near', 'contained')
    )
)
SELECT
    b.document_id, a.document_id AS revised_id, b.outlet_id, p.basis, m.kind, m.similarity,
    CASE WHEN m."left" = a.document THEN m.contained_left ELSE m.contained_right END AS kept,
    CASE
        WHEN b.published_precision IN ('second', 'minute', 'hour') AND a.published_precision IN ('second', 'minute', 'hour')
            THEN (epoch(b.published_at) - epoch(a.published_at)) / 3600.0
    END AS hours
FROM pairs AS p
JOIN main.documents AS a ON a.document = p.earlier
JOIN main.documents AS b ON b.document = p.later
LEFT JOIN internal.matches AS m
    ON m."left" = CASE WHEN a.document_id < b.document_id THEN p.earlier ELSE p.later END
    AND m."right" = CASE WHEN a.document_id < b.document_id THEN p.later ELSE p.earlier END;
