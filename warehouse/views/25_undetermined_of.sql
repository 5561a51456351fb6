-- Which pairs of documents share text while nothing decides which derives from which?
-- Pages of one template are no pairs: the view `templates` has them as one group.
-- `documents`: ids of documents, one of which is in each pair; NULL for all pairs.
CREATE OR REPLACE MACRO internal.undetermined_of(documents) AS TABLE (
    WITH RECURSIVE keys AS (SELECT document FROM internal.documents WHERE document_id IN (SELECT unnest(documents))),
    least_share AS (SELECT coalesce(max("value"::DOUBLE), 0.15) AS share FROM main.settings WHERE name = 'source_share'),
    pairs AS (
        SELECT m."left", m."right", m.kind, m.similarity, m.jaccard, m.contained_left, m.contained_right, m.passage_count
        FROM internal.all_matches AS m
        CROSS JOIN least_share
        JOIN main.documents AS l ON l.document = m."left"
        JOIN main.documents AS r ON r.document = m."right"
        LEFT JOIN internal.groups AS lg ON lg.document = m."left"
        LEFT JOIN internal.groups AS rg ON rg.document = m."right"
        WHERE m."left" <> m."right"
            AND (documents IS NULL OR m."left" IN (FROM keys) OR m."right" IN (FROM keys))
            AND (m.kind IN ('exact', 'near', 'translation', 'paraphrase') OR greatest(m.contained_left, m.contained_right) >= share)
            AND (l.outlet_id IS NULL OR r.outlet_id IS NULL OR l.outlet_id <> r.outlet_id)
            AND l.base_id <> r.base_id
            AND (lg.template IS DISTINCT FROM rg.template OR lg.template IS NULL OR m.kind = 'exact')
            AND (l.url IS NULL OR r.url IS NULL OR l.url <> r.url)
    ),
    ancestors AS (
        SELECT d.document, d.document_id AS ancestor_id
        FROM internal.documents AS d
        WHERE d.document IN (SELECT "left" FROM pairs UNION SELECT "right" FROM pairs)
        UNION
        SELECT a.document, e.source_id
        FROM ancestors AS a
        JOIN main.derivations AS e ON e.document_id = a.ancestor_id
    ),
    positions AS (
        SELECT a.document, a.ancestor_id AS chain_id
        FROM ancestors AS a
        ANTI JOIN main.derivations AS e ON e.document_id = a.ancestor_id
    ),
    explained AS (
        SELECT p."left", p."right"
        FROM pairs AS p
        JOIN positions AS l ON l.document = p."left"
        JOIN positions AS r ON r.document = p."right" AND r.chain_id = l.chain_id
    )
    SELECT
        l.document_id AS left_id, r.document_id AS right_id, l.outlet_id AS left_outlet_id, r.outlet_id AS right_outlet_id,
        p.kind, p.similarity, p.jaccard, p.contained_left, p.contained_right, p.passage_count
    FROM (
        SELECT *
        FROM pairs AS p
        ANTI JOIN explained AS e ON e."left" = p."left" AND e."right" = p."right"
        ANTI JOIN internal.quoted_pairs_of(documents) AS q ON q."left" = p."left" AND q."right" = p."right"
    ) AS p
    JOIN main.documents AS l ON l.document = p."left"
    JOIN main.documents AS r ON r.document = p."right"
);
