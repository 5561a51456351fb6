-- Which document stays before which? The frame `documents` has one row a document; rank 0 stays before all others.
-- $keep: earliest, latest, longest or first
-- A release that came before goes first; then what is preferred; then what the choice says; then path and position.
SELECT document, row_number() OVER (
    ORDER BY
        known DESC,
        preference DESC NULLS LAST,
        standing DESC NULLS LAST,
        CASE $keep WHEN 'earliest' THEN epoch_us(published_at) WHEN 'latest' THEN -epoch_us(published_at) END
            ASC NULLS LAST,
        CASE WHEN $keep <> 'first' THEN tokens END DESC NULLS LAST,
        CASE WHEN $keep = 'longest' THEN epoch_us(published_at) END ASC NULLS LAST,
        file,
        place
) - 1 AS "rank"
FROM documents
ORDER BY document;
