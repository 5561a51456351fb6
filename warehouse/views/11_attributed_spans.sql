-- Which source does each span of a document's body come from (null: it is nobody else's as far as is known)?
-- The spans cover every document's body once; of a document that derives from nothing the body is its own.
CREATE OR REPLACE VIEW attributed_spans AS
WITH underived AS (
    SELECT d.document, d.length FROM internal.documents AS d ANTI JOIN internal.attributed_spans AS a USING (document)
),
marks AS (
    SELECT s.document, s.start, s.stop FROM internal.skips AS s SEMI JOIN underived AS u USING (document)
    UNION ALL
    SELECT document, length, length FROM underived
),
gaps AS (
    SELECT
        document, start AS stop,
        coalesce(
            max(stop) OVER (PARTITION BY document ORDER BY start, stop ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0
        ) AS start
    FROM marks
),
spans AS (
    SELECT document, start, stop, source_id, source_outlet_id FROM internal.attributed_spans
    UNION ALL
    SELECT document, start, stop, NULL, NULL FROM gaps WHERE start < stop
)
SELECT d.document_id, a.start, a.stop, a.source_id, a.source_outlet_id
FROM spans AS a
JOIN main.documents AS d USING (document);
