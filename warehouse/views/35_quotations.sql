-- Which quotations do documents hold, who is said to speak, which outlets print them, and where were they first?
-- A quotation is what stands between quotation marks, from 30 characters on; letters and digits alone decide whether two are
-- the same. Speakers are the names beside a verb of saying in English: where none is read, the list is empty.
CREATE OR REPLACE VIEW quotations AS
WITH marked AS (
    SELECT
        document_id, outlet_id, published_at, published_until, text,
        unnest(regexp_extract_all(text, '“[^“”\n]{30,600}”|«[^«»\n]{30,600}»|„[^„“”\n]{30,600}[“”]|「[^「」\n]{15,600}」|"[^"\n]{30,600}"')) AS quoted
    FROM main.documents
),
named AS (
    SELECT
        * EXCLUDE (text),
        regexp_replace(lower(quoted), '[^\pL\pN]+', ' ', 'g').trim() AS quotation_key,
        substr(text, position(quoted IN text)::BIGINT + length(quoted), 90) AS after,
        substr(text, greatest(position(quoted IN text) - 90, 1)::BIGINT, least(90, position(quoted IN text) - 1)::BIGINT) AS before
    FROM marked
),
speakers AS (
    SELECT
        *, coalesce(
            nullif(regexp_extract(after, '^[,.]?\s*(?:said|says|told [^.]{0,30}|added|wrote)\s+(?:[a-z ]{0,30})?((?:[A-Z][\pL’''.-]+\s?){1,4})', 1), ''),
            nullif(regexp_extract(after, '^[,.]?\s*((?:[A-Z][\pL’''.-]+\s?){1,4})\s(?:said|says|told|added|wrote)\b', 1), ''),
            nullif(regexp_extract(before, '((?:[A-Z][\pL’''.-]+\s?){1,4})\s(?:said|says|told [^.]{0,30}|added|wrote)[,:]?\s*$', 1), '')
        ) AS speaker
    FROM named
)
SELECT
    quotation_key, any_value(quoted ORDER BY published_until NULLS LAST, document_id) AS quotation,
    coalesce(list_sort(list(DISTINCT trim(speaker)) FILTER (speaker IS NOT NULL)), []) AS speakers,
    count(DISTINCT document_id) AS documents, count(DISTINCT outlet_id) AS outlets,
    coalesce(list_sort(list(DISTINCT outlet_id) FILTER (outlet_id IS NOT NULL)), []) AS outlet_ids,
    min(published_at) AS first_from, min(published_until) AS first_until,
    count(DISTINCT document_id) FILTER (published_at IS NOT NULL) AS dated,
    list_sort(list(DISTINCT document_id))[1:20] AS some_documents
FROM speakers
WHERE length(quotation_key) >= 12
GROUP BY quotation_key;
