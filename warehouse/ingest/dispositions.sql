-- Which records are new documents (and under which id and key), which are in already, which have another outlet's id?
-- The frame `records` has one row a record: position, document_id, outlet_id, origin, url, text_hash.
WITH arriving AS (
    SELECT
        position, document_id AS base_id, outlet_id, origin, url, text_hash,
        row_number() OVER (PARTITION BY origin, text_hash ORDER BY position) > 1
        OR row_number() OVER (PARTITION BY document_id, coalesce(outlet_id, ''), text_hash ORDER BY position) > 1 AS is_duplicate,
        first_value(outlet_id IGNORE NULLS) OVER (PARTITION BY document_id ORDER BY position) AS first_outlet_id,
        first_value(origin) OVER (PARTITION BY document_id ORDER BY position) AS first_origin
    FROM records
),
same_id AS MATERIALIZED (
    SELECT base_id, version, outlet_id, origin, text_hash
    FROM internal.documents
    WHERE base_id IN (SELECT document_id FROM records)
),
same_text AS MATERIALIZED (
    SELECT origin, text_hash FROM internal.documents WHERE text_hash IN (SELECT text_hash FROM records)
),
stored AS (
    SELECT base_id, max(outlet_id) AS outlet_id, min(origin) AS origin, max(version) AS versions
    FROM same_id
    GROUP BY base_id
),
decided AS (
    SELECT
        a.position, a.base_id, a.origin,
        coalesce(k.outlet_id, a.first_outlet_id) AS holder_outlet_id,
        coalesce(k.origin, a.first_origin) AS holder_origin,
        coalesce(k.versions, 0) AS versions,
        a.outlet_id,
        CASE
            WHEN a.is_duplicate
                OR EXISTS (FROM same_text AS d WHERE d.origin = a.origin AND d.text_hash = a.text_hash)
                OR EXISTS (
                    FROM same_id AS d
                    WHERE d.base_id = a.base_id AND d.text_hash = a.text_hash
                        AND d.outlet_id IS NOT DISTINCT FROM a.outlet_id
                ) THEN 'known'
            WHEN a.outlet_id <> coalesce(k.outlet_id, a.first_outlet_id) THEN 'clash'
            ELSE 'new'
        END AS disposition
    FROM arriving AS a
    LEFT JOIN stored AS k USING (base_id)
),
numbered AS (
    SELECT
        *,
        versions + row_number() OVER (PARTITION BY base_id, disposition ORDER BY position) AS version,
        (SELECT coalesce(max(document), 0) FROM internal.documents)
        + row_number() OVER (PARTITION BY disposition ORDER BY position) AS document
    FROM decided
)
SELECT
    position, disposition, base_id, document::INTEGER AS document, version::INTEGER AS version,
    CASE WHEN version = 1 THEN base_id ELSE base_id || '@' || version END AS document_id,
    disposition = 'new' AND (
        EXISTS (FROM internal.documents AS d WHERE d.document_id = CASE WHEN version = 1 THEN n.base_id ELSE n.base_id || '@' || n.version END)
        OR (version > 1 AND EXISTS (FROM records AS r WHERE r.document_id = n.base_id || '@' || n.version))
    ) AS is_taken,
    'id ' || base_id || ' belongs to ' || holder_outlet_id || ' (' || holder_origin || '), this one is from '
    || outlet_id || ': give one of them another id, or read them apart with --id-prefix' AS reason
FROM numbered AS n
ORDER BY position;
