-- What is judged anew when a batch of documents is taken out?
--
-- Where nothing rests on them, one document without matches: so the next run knows that something is left to do.
WITH proved AS (
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
    SELECT document FROM internal.documents SEMI JOIN proved USING (document_id)
    UNION
    SELECT d.document
    FROM internal.documents AS d
    JOIN derivations AS e USING (document_id)
    WHERE e.source_id IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document))
),
staying AS (SELECT document FROM related ANTI JOIN batch USING (document))
SELECT document FROM staying
UNION
SELECT min(document)
FROM internal.documents
ANTI JOIN batch USING (document)
ANTI JOIN (SELECT "left" AS document FROM internal.all_matches UNION SELECT "right" FROM internal.all_matches) AS m USING (document)
WHERE NOT EXISTS (FROM staying)
HAVING count(*) > 0
ORDER BY document;
