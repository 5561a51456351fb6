-- For which documents is inference repeated when a batch of documents is removed?
WITH witnesses AS (
    SELECT DISTINCT unnest(known_from) AS document_id
    FROM unseen_sources
    WHERE list_has_any(known_from, (SELECT list(document_id) FROM internal.documents SEMI JOIN batch USING (document)))
        OR replaced_by IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document))
),
related AS (
    SELECT "right" AS document FROM internal.all_matches WHERE "left" IN (SELECT document FROM batch)
    UNION
    SELECT "left" FROM internal.all_matches WHERE "right" IN (SELECT document FROM batch)
    UNION
    SELECT document FROM internal.documents SEMI JOIN witnesses USING (document_id)
    UNION
    SELECT d.document
    FROM internal.documents AS d
    JOIN derivations AS e USING (document_id)
    WHERE e.source_id IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document))
)
SELECT document FROM related ANTI JOIN batch USING (document) ORDER BY document;
