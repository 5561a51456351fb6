-- Delete what is inferred of a batch of documents: groups, derivations, unseen sources, attributed spans.
DELETE FROM internal.groups WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.attributed_spans WHERE document IN (SELECT document FROM batch);
DELETE FROM derivations
WHERE document_id IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document))
    OR document_id IN (
        SELECT k.source_id
        FROM (SELECT source_id, unnest(known_from) AS document_id FROM unseen_sources) AS k
        JOIN internal.documents AS d USING (document_id)
        SEMI JOIN batch ON batch.document = d.document
    );
DELETE FROM unseen_sources
WHERE source_id IN (
    SELECT k.source_id
    FROM (SELECT source_id, unnest(known_from) AS document_id FROM unseen_sources) AS k
    JOIN internal.documents AS d USING (document_id)
    SEMI JOIN batch ON batch.document = d.document
);
