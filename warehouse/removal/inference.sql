-- Delete what is inferred with a batch of documents: their edges, and the unseen sources that they prove or replace.
CREATE OR REPLACE TEMPORARY TABLE removed AS
SELECT document_id AS id FROM internal.documents SEMI JOIN batch USING (document);
INSERT INTO removed
SELECT source_id
FROM unseen_sources
WHERE list_has_any(known_from, (SELECT list(id) FROM removed)) OR replaced_by IN (SELECT id FROM removed);
DELETE FROM unseen_sources WHERE source_id IN (SELECT id FROM removed) OR replaced_by IN (SELECT id FROM removed);
DELETE FROM derivations WHERE document_id IN (SELECT id FROM removed) OR source_id IN (SELECT id FROM removed);
UPDATE internal.attributed_spans SET source_id = NULL, source_outlet_id = NULL
WHERE source_id IN (SELECT id FROM removed);
DELETE FROM internal.groups WHERE representative IN (SELECT document FROM batch);
DELETE FROM internal.groups WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.attributed_spans WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.lags WHERE document IN (SELECT document FROM batch);
DELETE FROM rulings
WHERE subject <> 'ruling'
    AND ("key" IN (SELECT id FROM removed)
        OR EXISTS (FROM removed WHERE starts_with("key", id || ' <- ') OR ends_with("key", ' <- ' || id)));
DELETE FROM rulings WHERE subject = 'ruling' AND "key"::INTEGER NOT IN (SELECT ruling FROM rulings);
DROP TABLE removed;
