-- Which documents are later versions of a document of the same outlet, whose text agrees with it?
-- Where no outlet is known, the same address says that it is one. The address of a home page and an id that several
-- unrelated texts have say nothing; the same address under another outlet is a copy. A date counts by its end.
CREATE OR REPLACE VIEW revisions AS
WITH agreeing AS (
    SELECT
        m."left", m."right", m.kind, m.similarity, m.contained_left, m.contained_right,
        CASE
            WHEN a.base_id = b.base_id THEN 'id'
            WHEN a.url = b.url THEN 'url'
            ELSE 'text'
        END AS basis,
        CASE
            WHEN a.base_id = b.base_id THEN a.version < b.version
            ELSE (coalesce(a.published_until, 'infinity'::TIMESTAMP), a.document_id)
                < (coalesce(b.published_until, 'infinity'::TIMESTAMP), b.document_id)
        END AS left_first
    FROM internal.matches AS m
    JOIN main.documents AS a ON a.document = m."left"
    JOIN main.documents AS b ON b.document = m."right"
    LEFT JOIN internal.groups AS ag ON ag.document = m."left"
    LEFT JOIN internal.groups AS bg ON bg.document = m."right"
    WHERE m."left" <> m."right"
        AND (ag.template IS DISTINCT FROM bg.template OR ag.template IS NULL OR m.kind = 'exact')
        AND (a.outlet_id = b.outlet_id OR (a.outlet_id IS NULL AND b.outlet_id IS NULL AND (a.url = b.url OR a.base_id = b.base_id)))
        AND (
            m.kind IN ('exact', 'near', 'contained')
            OR ((a.base_id = b.base_id OR a.url = b.url) AND m.kind IN ('partial', 'paraphrase'))
        )
)
SELECT
    b.document_id, a.document_id AS revised_id, b.outlet_id, p.basis, p.kind, p.similarity,
    CASE WHEN p.left_first THEN p.contained_left ELSE p.contained_right END AS kept,
    CASE
        WHEN b.published_precision IN ('second', 'minute', 'hour') AND a.published_precision IN ('second', 'minute', 'hour')
            THEN (epoch(b.published_at) - epoch(a.published_at)) / 3600.0
    END AS hours
FROM agreeing AS p
JOIN main.documents AS a ON a.document = CASE WHEN p.left_first THEN p."left" ELSE p."right" END
JOIN main.documents AS b ON b.document = CASE WHEN p.left_first THEN p."right" ELSE p."left" END;
