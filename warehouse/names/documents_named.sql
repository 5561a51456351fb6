-- Which documents have this id (0), address (1) or headline (2), or an id that begins so (3)?
-- $name: what a person calls it
WITH asked AS (SELECT regexp_replace(lower(trim($name)), '^https?://(www\.)?|[/#?]+$', '', 'g') AS address),
titles AS (
    SELECT document, min(start) AS start, arg_min(stop, start) AS stop
    FROM internal.blocks WHERE kind = 'title' GROUP BY document
),
known AS (
    SELECT
        d.document_id, d.url, coalesce(d.title, trim(substr(d.text, t.start + 1, t.stop - t.start))) AS headline
    FROM documents AS d
    LEFT JOIN titles AS t USING (document)
),
ranked AS (
    SELECT
        document_id, headline,
        CASE
            WHEN document_id = $name THEN 0
            WHEN a.address <> '' AND regexp_replace(lower(url), '^https?://(www\.)?|[/#?]+$', '', 'g') = a.address THEN 1
            WHEN lower(trim(headline)) = lower(trim($name)) THEN 2
            WHEN $name <> '' AND starts_with(document_id, $name) THEN 3
        END AS rank
    FROM known
    CROSS JOIN asked AS a
)
SELECT document_id, headline, rank FROM ranked WHERE rank IS NOT NULL ORDER BY rank, document_id LIMIT 20;
