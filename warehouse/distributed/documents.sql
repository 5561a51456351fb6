-- What are the documents: records that are new, numbered in the order of files and of records in them?
-- $run_id: the run that read them
-- $added_at: when they were read
--
-- The frame `records` has records as they were read, `dispositions` what becomes of them.
WITH new_records AS (
    SELECT file, position, document_id, base_id, version FROM dispositions WHERE disposition = 'new'
),
offsets AS (
    SELECT file, sum(documents) OVER (ORDER BY file ROWS UNBOUNDED PRECEDING) - documents AS before
    FROM (SELECT file, count(*) AS documents FROM new_records GROUP BY file) AS counted
),
numbered AS (
    SELECT
        n.file, n.position, n.document_id, n.base_id, n.version,
        o.before + row_number() OVER (PARTITION BY n.file ORDER BY n.position) AS document
    FROM new_records AS n
    JOIN offsets AS o ON o.file = n.file
)
SELECT
    CAST(n.document AS INTEGER) AS document, n.document_id, n.base_id, n.version, r.outlet_id, r.outlet_basis, r.url,
    r.title, r.byline, r.metadata, r.language, r.published_at, r.published_precision, r.published_basis, r.retrieved_at,
    CAST($added_at AS TIMESTAMP) AS added_at, r.origin, $run_id AS run_id, r.text_hash, r.bytes, r.length, r.text,
    r.published_raw, r.modified_at
FROM numbered AS n
JOIN records AS r ON r.file = n.file AND r.position = n.position
ORDER BY n.document;
