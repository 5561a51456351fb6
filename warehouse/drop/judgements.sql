-- Take what was judged of a batch of documents out: groups, derivations, unseen sources, attributed spans.
DELETE FROM internal.groups WHERE document IN (SELECT document FROM batch);
DELETE FROM internal.attributed_spans WHERE document IN (SELECT document FROM batch);
DELETE FROM derivations WHERE document_id IN (SELECT document_id FROM internal.documents SEMI JOIN batch USING (document));
DELETE FROM derivations
WHERE document_id IN (
    SELECT source_id FROM unseen_sources
    WHERE list_has_any(known_from, (SELECT coalesce(list(document_id), []) FROM internal.documents SEMI JOIN batch USING (document)))
);
DELETE FROM unseen_sources
WHERE list_has_any(known_from, (SELECT coalesce(list(document_id), []) FROM internal.documents SEMI JOIN batch USING (document)));
