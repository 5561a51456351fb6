-- What did a copy change in its source: the numbers and quotations of passages that the two share in other words?
-- Only passages that were edited are looked at; `gone` stands in the source alone, `new` in the copy alone. Numbers that
-- are written in words, or with another mark for decimals, are not recognised as the same.
CREATE OR REPLACE VIEW alterations AS
WITH sides AS (
    SELECT
        e.document_id, e.source_id, e.relation, e.confidence, q.passage, q.kind, q.similarity,
        CASE WHEN q."left" = s.document THEN q.left_start ELSE q.right_start END AS source_start,
        CASE WHEN q."left" = s.document THEN q.left_stop ELSE q.right_stop END AS source_stop,
        CASE WHEN q."left" = s.document THEN q.right_start ELSE q.left_start END AS start,
        CASE WHEN q."left" = s.document THEN q.right_stop ELSE q.left_stop END AS stop,
        d.text AS document_text, s.text AS source_body
    FROM main.derivations AS e
    JOIN main.documents AS d ON d.document_id = e.document_id
    JOIN main.documents AS s ON s.document_id = e.source_id
    JOIN internal.all_passages AS q
        ON (q."left" = s.document AND q."right" = d.document) OR (q."right" = s.document AND q."left" = d.document)
    WHERE q.kind IN ('edited', 'paraphrased')
),
texts AS (
    SELECT
        * EXCLUDE (document_text, source_body),
        substr(document_text, start + 1, stop - start) AS text,
        substr(source_body, source_start + 1, source_stop - source_start) AS source_text
    FROM sides
),
compared AS (
    SELECT
        *, regexp_extract_all(text, '\d+(?:[.,]\d+)*') AS numbers, regexp_extract_all(source_text, '\d+(?:[.,]\d+)*') AS source_numbers,
        regexp_extract_all(text, '[“"]([^“”"]{12,})[”"]', 1) AS quotations,
        regexp_extract_all(source_text, '[“"]([^“”"]{12,})[”"]', 1) AS source_quotations
    FROM texts
),
changes AS (
    SELECT
        document_id, source_id, relation, confidence, passage, start, stop, source_start, source_stop, text, source_text,
        unnest([
            {what: 'number', gone: list_filter(source_numbers, lambda n: NOT list_contains(numbers, n)),
             "new": list_filter(numbers, lambda n: NOT list_contains(source_numbers, n))},
            {what: 'quotation', gone: list_filter(source_quotations, lambda n: NOT list_contains(quotations, n)),
             "new": list_filter(quotations, lambda n: NOT list_contains(source_quotations, n))}
        ]) AS change
    FROM compared
)
SELECT
    document_id, source_id, relation, confidence, passage, change.what AS what, change.gone AS gone, change."new" AS "new",
    start, stop, source_start, source_stop, text, source_text
FROM changes
WHERE len(change.gone) > 0 AND len(change."new") > 0;
