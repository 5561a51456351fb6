-- Which unseen sources has a batch of documents proved before?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT u.source_id, u.outlet_id, u.known_from, u.not_after, u.basis, u.replaced_by
FROM unseen_sources AS u
WHERE u.source_id IN (
    SELECT k.source_id
    FROM (SELECT source_id, unnest(known_from) AS document_id FROM unseen_sources) AS k
    JOIN internal.documents AS d USING (document_id)
    SEMI JOIN batch ON batch.document = d.document
    WHERE d.document BETWEEN $first AND $last
)
ORDER BY u.source_id;
