-- Which documents are nearest to a name that none has: by words of the headline, or by the letters of the id?
-- $name: what a person calls it
WITH titles AS (
    SELECT document, min(start) AS start, arg_min(stop, start) AS stop
    FROM internal.blocks WHERE kind = 'title' GROUP BY document
),
known AS (
    SELECT
        d.document_id, coalesce(d.title, trim(substr(d.text, t.start + 1, t.stop - t.start))) AS headline
    FROM documents AS d
    LEFT JOIN titles AS t USING (document)
),
ranked AS (
    SELECT
        document_id, headline,
        CASE
            WHEN contains(lower(headline), lower(trim($name))) OR contains(lower(document_id), lower(trim($name))) THEN 1.0
            ELSE greatest(
                jaro_winkler_similarity(lower(document_id), lower($name)), jaro_winkler_similarity(lower(headline), lower($name))
            )
        END AS nearness
    FROM known
)
SELECT document_id, headline FROM ranked WHERE nearness >= 0.8 ORDER BY nearness DESC, document_id LIMIT 3;
