-- Which documents are there, with the dates and outlets that people have ruled in place of those in the input?
-- A date is an interval as long as its precision: published_at is its first moment, published_until its end.
CREATE OR REPLACE VIEW documents AS
SELECT
    r.*,
    r.published_at + CASE r.published_precision
        WHEN 'year' THEN INTERVAL 1 YEAR
        WHEN 'month' THEN INTERVAL 1 MONTH
        WHEN 'day' THEN INTERVAL 1 DAY
        WHEN 'hour' THEN INTERVAL 1 HOUR
        WHEN 'minute' THEN INTERVAL 1 MINUTE
        ELSE INTERVAL 1 SECOND
    END AS published_until
FROM (
    SELECT
        d.document, d.document_id, d.base_id, d.version, coalesce(o.verdict, d.outlet_id) AS outlet_id,
        CASE WHEN o.verdict IS NULL THEN d.outlet_basis ELSE 'ruling' END AS outlet_basis, d.url,
        coalesce(d.title, x.title) AS title,
        CASE WHEN d.title IS NOT NULL THEN 'metadata' WHEN x.title IS NOT NULL THEN 'text' END AS title_basis,
        d.byline, d.metadata,
        coalesce(d.language, x.language) AS language,
        CASE WHEN d.language IS NOT NULL THEN 'metadata' WHEN x.language IS NOT NULL THEN 'text' END AS language_basis,
        CASE
            WHEN t.verdict IS NULL THEN d.published_at
            ELSE try_cast(
                rtrim(t.verdict, 'Z') || CASE length(t.verdict) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END AS TIMESTAMP
            )
        END AS published_at,
        CASE
            WHEN t.verdict IS NULL THEN d.published_precision
            WHEN t.verdict <> 'unknown'
                THEN ['year', 'month', 'day', 'minute', 'second'][list_position([4, 7, 10, 17, 20], length(t.verdict))]
        END AS published_precision,
        CASE WHEN t.verdict IS NULL THEN d.published_basis ELSE 'ruling' END AS published_basis,
        d.retrieved_at, d.added_at, d.origin, d.run_id, d.text_hash, d.bytes, d.length, d.text, d.published_raw,
        d.modified_at
    FROM internal.documents AS d
    LEFT JOIN internal.text_metadata AS x USING (document)
    LEFT JOIN internal.standing_rulings AS o ON o.subject = 'outlet' AND o."key" = d.document_id
    LEFT JOIN internal.standing_rulings AS t ON t.subject = 'date' AND t."key" = d.document_id
) AS r;
