-- Which blocks are repeated inside one document?
-- $document = NULL: only this document
SELECT
    r.document_id, coalesce(o.name, d.outlet_id) AS outlet, d.title, r.repeat, r.first_start, r.first_stop,
    r.start, r.stop, r.similarity, substr(d.text, r.start + 1, r.stop - r.start) AS text,
    length(d.text) AS length
FROM repeats AS r
JOIN documents AS d USING (document_id)
LEFT JOIN outlets AS o USING (outlet_id)
WHERE $document IS NULL OR r.document_id = $document
ORDER BY r.document_id, r.repeat;
