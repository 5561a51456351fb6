-- What does the warehouse hold, and what is left to do? The frame `stages` has stage and fingerprint.
-- $part = 'all': page (as much as a screen holds), settings, or all
SELECT about, name, value FROM (
SELECT 'rows' AS about, "table" AS name, row_count::VARCHAR AS value FROM (
    SELECT 'documents' AS "table", count(*) AS row_count FROM documents
    UNION ALL SELECT 'outlets', count(*) FROM outlets
    UNION ALL SELECT 'set_aside', count(*) FROM set_aside
    UNION ALL SELECT 'blocks', count(*) FROM internal.blocks
    UNION ALL SELECT 'repeats', count(*) FROM internal.repeats
    UNION ALL SELECT 'credits', count(*) FROM internal.credits
    UNION ALL SELECT 'matches', count(*) FROM internal.all_matches
    UNION ALL SELECT 'passages', count(*) FROM internal.all_passages
    UNION ALL SELECT 'derivations', count(*) FROM derivations
    UNION ALL SELECT 'unseen_sources', count(*) FROM unseen_sources
)
UNION ALL
SELECT 'to do', stage, (SELECT count(*) FROM documents)::BIGINT - count(DISTINCT l.document) || ' documents'
FROM stages
LEFT JOIN internal.ledger AS l USING (stage, fingerprint)
GROUP BY stage
UNION ALL
SELECT 'translations', 'compared by meaning: ' || reason, count(w.document) || ' documents'
FROM (VALUES ('mixed'), ('marked'), ('foreign'), ('near_foreign'), ('unmatched'), ('matched')) AS r (reason)
LEFT JOIN internal.embedding_queue AS w USING (reason)
GROUP BY reason
UNION ALL
SELECT
    'translations', 'not compared (beyond embedding_budget and embedding_share, or without the extra crosslingual)',
    (SELECT count(*) FROM documents) - count(*) || ' documents'
FROM internal.embedding_queue
UNION ALL
SELECT 'translations', 'sentences with a vector', count(*)::VARCHAR FROM internal.vectors
UNION ALL
SELECT 'setting', name, value FROM settings WHERE name NOT IN ('views', 'outlets')
UNION ALL
SELECT 'last run', command || ' ' || strftime(started_at, '%Y-%m-%d %H:%M'), status || ' (version ' || version || ')'
FROM (SELECT * FROM runs ORDER BY started_at DESC, run_id LIMIT 1)
UNION ALL
SELECT 'last document', outlet_id, shown
FROM (
    SELECT
        outlet_id,
        arg_max(
            CASE published_precision
                WHEN 'year' THEN strftime(published_at, '%Y')
                WHEN 'month' THEN strftime(published_at, '%Y-%m')
                WHEN 'day' THEN strftime(published_at, '%Y-%m-%d')
                ELSE strftime(published_at, '%Y-%m-%d %H:%M')
            END,
            (published_until, document_id)
        ) AS shown,
        row_number() OVER (ORDER BY max(published_until), outlet_id) AS place
    FROM documents
    WHERE outlet_id IS NOT NULL AND published_at IS NOT NULL
    GROUP BY outlet_id
)
WHERE $part = 'all' OR place <= 8
UNION ALL
SELECT 'more', name, value
FROM (
    VALUES
    ('settings', 'provenance status --settings'),
    ('last document of every outlet', 'provenance status --all'),
    ('documents without a date', (SELECT count(*)::VARCHAR FROM documents WHERE published_at IS NULL)),
    ('documents without an outlet', (SELECT count(*)::VARCHAR FROM documents WHERE outlet_id IS NULL))
) AS m (name, value)
)
WHERE $part = 'all' OR ($part = 'settings') = (about = 'setting')
ORDER BY
    list_position(['rows', 'to do', 'translations', 'last run', 'last document', 'more', 'setting'], about), name;
