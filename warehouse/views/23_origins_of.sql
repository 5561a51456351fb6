-- Where do these documents go back to: their root, the hands between, and the credits they give?
-- One row a document: the likeliest root stands there, `roots` counts them. A document that derives from nothing is its own.
-- `documents`: their ids; NULL for all documents.
CREATE OR REPLACE MACRO internal.origins_of(documents) AS TABLE (
    WITH tops AS (
        SELECT l.document_id, l.ancestor_id, l.ancestor_outlet_id, l.via_id, l.hands, l.confidence
        FROM internal.lineage_of(documents) AS l
        ANTI JOIN main.derivations AS e ON e.document_id = l.ancestor_id
    ),
    likeliest AS (
        SELECT
            document_id, count(DISTINCT ancestor_id) AS roots,
            arg_max(
                {root_id: ancestor_id, outlet_id: ancestor_outlet_id, via_id: via_id, hands: hands, confidence: confidence},
                (confidence, -hands, ancestor_id)
            ) AS root
        FROM tops
        GROUP BY document_id
    ),
    own_sources AS (
        SELECT
            document_id, count(DISTINCT source_id) AS sources, bool_or(credited) AS source_credited,
            bool_or(credit_status = 'further_up') AS further_up, bool_and(credit_status = 'not_checkable') AS not_checkable
        FROM main.derivations
        WHERE documents IS NULL OR document_id IN (SELECT unnest(documents))
        GROUP BY document_id
    ),
    named AS (
        SELECT
            c.document_id,
            list_sort(list(DISTINCT c.outlet_id) FILTER (c.role IN ('source', 'byline', 'contribution', 'translation'))) AS credited,
            list_sort(list(DISTINCT c.outlet_id) FILTER (c.role = 'report')) AS reported,
            list_sort(list(DISTINCT c.outlet_id) FILTER (c.role = 'photo')) AS photo
        FROM main.credits AS c
        JOIN main.documents AS d USING (document_id)
        WHERE c.outlet_id IS NOT NULL AND c.outlet_id IS DISTINCT FROM d.outlet_id
            AND (documents IS NULL OR c.document_id IN (SELECT unnest(documents)))
        GROUP BY c.document_id
    )
    SELECT
        d.document_id, d.outlet_id, d.title, d.published_at, d.published_until,
        coalesce(l.root.root_id, d.document_id) AS root_id,
        CASE WHEN l.document_id IS NULL THEN d.outlet_id ELSE l.root.outlet_id END AS root_outlet_id,
        coalesce(l.root.hands, 0) AS hands, l.root.via_id AS via_id,
        l.root.root_id IS NOT NULL AND r.document_id IS NULL AS root_unseen, l.root.confidence AS weakest_confidence,
        coalesce(s.sources, 0) AS sources, coalesce(l.roots, 0) AS roots,
        coalesce(n.credited, []) AS credited_outlets, coalesce(n.reported, []) AS reported_outlets,
        coalesce(n.photo, []) AS photo_outlets,
        CASE
            WHEN s.document_id IS NULL THEN NULL
            WHEN s.source_credited THEN 'found'
            WHEN s.further_up THEN 'further_up'
            WHEN s.not_checkable THEN 'not_checkable'
            ELSE 'none_in_text'
        END AS credit_status
    FROM main.documents AS d
    LEFT JOIN likeliest AS l USING (document_id)
    LEFT JOIN main.documents AS r ON r.document_id = l.root.root_id
    LEFT JOIN own_sources AS s ON s.document_id = d.document_id
    LEFT JOIN named AS n ON n.document_id = d.document_id
    WHERE documents IS NULL OR d.document_id IN (SELECT unnest(documents))
);
