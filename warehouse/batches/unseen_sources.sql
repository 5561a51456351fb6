-- Which unseen sources has a batch of documents proved before?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT source_id, outlet_id, known_from, not_after, basis, replaced_by
FROM unseen_sources
WHERE list_has_any(
    known_from,
    (
        SELECT coalesce(list(document_id), [])
        FROM internal.documents SEMI JOIN batch USING (document)
        WHERE document BETWEEN $first AND $last
    )
)
ORDER BY source_id;
