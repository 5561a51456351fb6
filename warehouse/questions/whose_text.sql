-- Whose text is a document: what share of its body comes from each outlet, and what share is its own?
-- asked by: reporter
-- $document: a document's id
SELECT
    coalesce(source_outlet_id, CASE WHEN source_id IS NULL THEN 'own' ELSE 'unknown outlet' END) AS origin,
    count(*) AS runs, sum(stop - start)::BIGINT AS characters,
    round(sum(stop - start) / sum(sum(stop - start)) OVER (), 3) AS share
FROM attributed_spans
WHERE document_id = $document
GROUP BY ALL
ORDER BY characters DESC, origin;
