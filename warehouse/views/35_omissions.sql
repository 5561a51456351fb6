-- What did a copy leave out of its source: which blocks, and do they hold numbers, quotations or a credit?
-- A block is left out where less than a third of it stands in the passages that the two share. Furniture and repeats are
-- not counted; a translation's passages are sentences, so that a block is left out where none of its sentences is there.
CREATE OR REPLACE VIEW omissions AS
WITH pairs AS (
    SELECT e.document_id, e.source_id, e.relation, e.confidence, d.document, s.document AS source
    FROM main.derivations AS e
    JOIN main.documents AS d ON d.document_id = e.document_id
    JOIN main.documents AS s ON s.document_id = e.source_id
),
taken AS (
    SELECT p.document, p.source, q.left_start AS start, q.left_stop AS stop
    FROM pairs AS p JOIN internal.all_passages AS q ON q."left" = p.source AND q."right" = p.document
    UNION ALL
    SELECT p.document, p.source, q.right_start, q.right_stop
    FROM pairs AS p JOIN internal.all_passages AS q ON q."right" = p.source AND q."left" = p.document
),
body AS (
    SELECT b.document, b.block, b.kind, b.start, b.stop
    FROM internal.blocks AS b
    SEMI JOIN pairs AS p ON p.source = b.document
    WHERE b.kind IN ('title', 'dateline', 'byline', 'paragraph', 'quote', 'credit')
        AND NOT EXISTS (
            SELECT 1 FROM internal.skips AS s WHERE s.document = b.document AND s.start < b.stop AND s.stop > b.start
        )
),
kept AS (
    SELECT
        p.document_id, p.source_id, p.relation, p.confidence, p.source, b.block, b.kind, b.start, b.stop,
        coalesce(sum(least(t.stop, b.stop) - greatest(t.start, b.start)) FILTER (t.start IS NOT NULL), 0) AS characters
    FROM pairs AS p
    JOIN body AS b ON b.document = p.source
    LEFT JOIN taken AS t
        ON t.document = p.document AND t.source = p.source AND t.start < b.stop AND t.stop > b.start
    GROUP BY ALL
),
texts AS (
    SELECT k.*, substr(d.text, k.start + 1, k.stop - k.start) AS text
    FROM kept AS k
    JOIN internal.documents AS d ON d.document = k.source
    WHERE 3 * k.characters < k.stop - k.start
)
SELECT
    document_id, source_id, relation, confidence, block, kind, start, stop, text,
    regexp_extract_all(text, '\d+(?:[.,]\d+)*') AS numbers, regexp_matches(text, '[“"«„「]') AS has_quotation,
    kind IN ('dateline', 'byline', 'credit') AS is_credit
FROM texts;
