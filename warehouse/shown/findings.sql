-- What has been found, in numbers: the sentences at the end of a run.
SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(DISTINCT outlet_id) FROM documents) AS outlets,
    (SELECT count(DISTINCT document_id) FROM derivations SEMI JOIN documents USING (document_id)) AS derived,
    (SELECT count(DISTINCT source_id) FROM derivations) AS sources,
    (SELECT count(DISTINCT source_id) FROM derivations SEMI JOIN unseen_sources USING (source_id)) AS unseen,
    (SELECT count(DISTINCT document_id) FROM no_credit_found) AS no_credit,
    (SELECT count(DISTINCT document_id) FROM derivations WHERE relation = 'translated') AS translated,
    (SELECT count(DISTINCT document) FROM internal.repeats) AS repeated,
    (SELECT count(*) FROM revisions) AS revised,
    (SELECT count(*) FROM undetermined) AS undetermined
ORDER BY ALL;
