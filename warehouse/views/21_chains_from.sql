-- Along which chains did these stories travel, from the first known source to every document that derives from it?
-- `roots`: ids of the sources that the stories begin with; NULL for all stories.
CREATE OR REPLACE MACRO internal.chains_from(roots) AS TABLE (
    WITH RECURSIVE publishers AS (
        SELECT document_id AS node_id, outlet_id FROM main.documents
        UNION ALL
        SELECT source_id, outlet_id FROM main.unseen_sources
    ),
    walk AS (
        SELECT
            r.source_id AS chain_id, r.source_id AS document_id, 0 AS depth, [r.source_id] AS path,
            [p.outlet_id] AS outlet_path, NULL::VARCHAR AS relation, NULL::BOOLEAN AS credited,
            NULL::DOUBLE AS edge_confidence, 1.0::DOUBLE AS weakest_confidence
        FROM (
            SELECT DISTINCT source_id FROM main.derivations
            WHERE source_id NOT IN (SELECT document_id FROM main.derivations)
                AND (roots IS NULL OR source_id IN (SELECT unnest(roots)))
        ) AS r
        LEFT JOIN publishers AS p ON p.node_id = r.source_id
        UNION ALL
        SELECT
            w.chain_id, e.document_id, w.depth + 1, list_append(w.path, e.document_id),
            list_append(w.outlet_path, p.outlet_id), e.relation, e.credited, e.confidence,
            least(w.weakest_confidence, e.confidence)
        FROM walk AS w
        JOIN main.derivations AS e ON e.source_id = w.document_id
        LEFT JOIN publishers AS p ON p.node_id = e.document_id
        WHERE NOT list_contains(w.path, e.document_id)
    )
    SELECT
        chain_id, chain_id AS root_id, outlet_path[1] AS root_outlet_id, document_id, depth, path, outlet_path,
        relation, credited, edge_confidence, weakest_confidence
    FROM walk
);
