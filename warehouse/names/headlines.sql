-- Of which documents is a text the headline, or a part of it from two words on?
-- $text: the text, its white space single
-- $most: most rows
WITH titles AS (
    SELECT document, min(start) AS start, arg_min(stop, start) AS stop
    FROM internal.blocks WHERE kind = 'title' GROUP BY document
),
known AS (
    SELECT
        d.document, d.document_id, d.published_until,
        lower(coalesce(d.title, trim(substr(d.text, t.start + 1, t.stop - t.start)))) AS headline
    FROM documents AS d
    LEFT JOIN titles AS t USING (document)
    WHERE length($text) <= 300
)
SELECT document
FROM known
WHERE headline = lower($text) OR (contains($text, ' ') AND length($text) >= 10 AND contains(headline, lower($text)))
ORDER BY headline <> lower($text), published_until NULLS LAST, document_id
LIMIT $most;
