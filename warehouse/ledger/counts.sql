-- How many rows does each table hold?
SELECT 'documents' AS "table", count(*) AS row_count FROM internal.documents
UNION ALL SELECT 'outlets', count(*) FROM outlets
UNION ALL SELECT 'blocks', count(*) FROM internal.blocks
UNION ALL SELECT 'repeats', count(*) FROM internal.repeats
UNION ALL SELECT 'credits', count(*) FROM internal.credits
UNION ALL SELECT 'matches', count(*) FROM internal.all_matches
UNION ALL SELECT 'passages', count(*) FROM internal.all_passages
UNION ALL SELECT 'unseen_sources', count(*) FROM unseen_sources
UNION ALL SELECT 'derivations', count(*) FROM derivations
UNION ALL SELECT 'set_aside', count(*) FROM set_aside
ORDER BY "table";
