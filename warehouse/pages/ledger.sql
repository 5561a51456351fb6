-- Where is whose text: for each document, every source outlet through any number of hands, how much, and is it named?
-- What comes through other hands is at most the outlet's: its share is an upper bound.
-- $documents: ids of documents
-- $outlet = NULL: only what comes from this outlet
WITH asked AS (SELECT DISTINCT unnest($documents::VARCHAR[]) AS document_id),
ways AS (
    SELECT
        l.document_id, l.ancestor_outlet_id AS source_outlet_id, min(l.hands) AS hands, max(l.confidence) AS confidence,
        arg_max(l.ancestor_id, (l.confidence, -l.hands, l.ancestor_id)) AS source_id, list(DISTINCT l.via_id) AS via_ids
    FROM internal.lineage_of($documents) AS l
    WHERE $outlet IS NULL OR l.ancestor_outlet_id = $outlet
    GROUP BY l.document_id, l.ancestor_outlet_id
),
bodies AS (
    SELECT document_id, sum(stop - start)::BIGINT AS characters
    FROM attributed_spans SEMI JOIN asked AS a USING (document_id)
    GROUP BY document_id
),
taken AS (
    SELECT w.document_id, w.source_outlet_id, sum(s.stop - s.start)::BIGINT AS characters
    FROM ways AS w
    JOIN attributed_spans AS s ON s.document_id = w.document_id AND list_contains(w.via_ids, s.source_id)
    GROUP BY w.document_id, w.source_outlet_id
),
named AS (
    SELECT
        c.document_id, c.outlet_id AS source_outlet_id,
        bool_or(c.role IN ('source', 'byline', 'contribution', 'translation')) AS credited,
        bool_or(c.role = 'report') AS reported, bool_or(c.role = 'photo') AS photo
    FROM credits AS c
    SEMI JOIN asked AS a USING (document_id)
    GROUP BY c.document_id, c.outlet_id
),
checkable AS (
    SELECT document_id, bool_or(credit_status <> 'not_checkable') AS checkable
    FROM derivations SEMI JOIN asked AS a USING (document_id)
    GROUP BY document_id
)
SELECT
    coalesce(so.name, w.source_outlet_id, 'unknown') AS source, coalesce(o.name, d.outlet_id, 'unknown') AS outlet,
    d.title, d.url, d.published_at, d.published_precision, w.hands, coalesce(t.characters / b.characters, 0) AS share,
    coalesce(t.characters, 0) AS characters,
    CASE WHEN n.credited THEN 'named' WHEN NOT k.checkable THEN 'not checkable' ELSE 'no credit found' END AS named,
    coalesce(n.reported, false) AS named_in_passing, coalesce(n.photo, false) AS photo_credit, w.confidence,
    d.document_id, w.source_id, d.outlet_id, w.source_outlet_id
FROM ways AS w
JOIN documents AS d USING (document_id)
LEFT JOIN outlets AS o ON o.outlet_id = d.outlet_id
LEFT JOIN outlets AS so ON so.outlet_id = w.source_outlet_id
LEFT JOIN taken AS t ON t.document_id = w.document_id AND t.source_outlet_id IS NOT DISTINCT FROM w.source_outlet_id
LEFT JOIN bodies AS b ON b.document_id = w.document_id
LEFT JOIN named AS n ON n.document_id = w.document_id AND n.source_outlet_id = w.source_outlet_id
LEFT JOIN checkable AS k ON k.document_id = w.document_id
WHERE d.outlet_id IS DISTINCT FROM w.source_outlet_id
ORDER BY source, share DESC, outlet, w.document_id;
