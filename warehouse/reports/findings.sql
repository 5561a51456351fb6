-- What is in the warehouse, in numbers that only take counting rows: for the summary at the end of a run.
SELECT
    (SELECT count(*) FROM internal.documents) AS documents,
    (SELECT count(DISTINCT outlet_id) FROM documents) AS outlets,
    (
        SELECT count(DISTINCT e.document_id)
        FROM derivations AS e
        ANTI JOIN unseen_sources AS u ON u.source_id = e.document_id
    ) AS derived,
    (SELECT count(DISTINCT source_id) FROM derivations) AS sources,
    (SELECT count(DISTINCT source_id) FROM derivations SEMI JOIN unseen_sources USING (source_id)) AS unseen,
    (
        SELECT count(DISTINCT e.document_id)
        FROM derivations AS e
        ANTI JOIN unseen_sources AS u ON u.source_id = e.document_id
        WHERE e.credit_status = 'none_in_text'
    ) AS no_credit,
    (SELECT count(DISTINCT document_id) FROM derivations WHERE relation = 'translated') AS translated,
    (SELECT count(DISTINCT document) FROM internal.repeats) AS repeated,
    (SELECT count(*) FROM internal.groups WHERE template IS NOT NULL) AS templated,
    (
        SELECT count(*) FROM internal.bodies ANTI JOIN internal.embedding_queue USING (document)
        WHERE EXISTS (FROM internal.embedding_queue)
    ) AS not_compared
ORDER BY ALL;
