-- What does the database hold, of which time, and what is missing in it?
SELECT
    (SELECT count(*) FROM documents) AS documents,
    (SELECT count(DISTINCT outlet_id) FROM documents) AS outlets,
    (SELECT count(*) FROM documents WHERE outlet_id IS NULL) AS without_outlet,
    (SELECT count(*) FROM documents WHERE published_at IS NULL) AS undated,
    (SELECT count(*) FROM documents WHERE published_at IS NULL AND published_raw IS NOT NULL) AS unread_dates,
    (SELECT count(*) FROM documents WHERE published_precision IN ('day', 'month', 'year')) AS dated_coarsely,
    (SELECT min(published_at) FROM documents) AS first_at,
    (SELECT max(published_at) FROM documents) AS last_at,
    (SELECT count(*) FROM set_aside) AS set_aside,
    (SELECT count(*) FROM derivations) AS derivations,
    (SELECT count(*) FROM unseen_sources WHERE replaced_by IS NULL) AS unseen_sources,
    (SELECT count(*) FROM rulings) AS rulings,
    (SELECT count(DISTINCT language) FROM documents) AS languages,
    (SELECT arg_max(version, (started_at, run_id)) FROM runs) AS version,
    (SELECT max(started_at) FROM runs) AS last_run
ORDER BY ALL;
