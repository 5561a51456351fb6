-- From which sources do these documents derive, through how many hands, and how sure is the weakest step between them?
-- One row for each way up: `via_id` is the document's own source on it.
-- `documents`: their ids; NULL for all documents.
CREATE OR REPLACE MACRO internal.lineage_of(documents) AS TABLE (
    WITH RECURSIVE up AS (
        SELECT
            document_id, source_id AS ancestor_id, source_outlet_id AS ancestor_outlet_id, source_id AS via_id, 1 AS hands,
            confidence, [document_id, source_id] AS way
        FROM main.derivations
        WHERE documents IS NULL OR document_id IN (SELECT unnest(documents))
        UNION ALL
        SELECT
            u.document_id, e.source_id, e.source_outlet_id, u.via_id, u.hands + 1, least(u.confidence, e.confidence),
            list_append(u.way, e.source_id)
        FROM up AS u
        JOIN main.derivations AS e ON e.document_id = u.ancestor_id
        WHERE NOT list_contains(u.way, e.source_id)
    )
    SELECT document_id, ancestor_id, ancestor_outlet_id, via_id, hands, confidence, way FROM up
);
