-- How many rows does each table hold that stages or people have filled?
SELECT 'internal.documents' AS name, count(*) AS row_count FROM internal.documents
UNION ALL SELECT 'internal.blocks', count(*) FROM internal.blocks
UNION ALL SELECT 'internal.repeats', count(*) FROM internal.repeats
UNION ALL SELECT 'internal.signatures', count(*) FROM internal.signatures
UNION ALL SELECT 'internal.credits', count(*) FROM internal.credits
UNION ALL SELECT 'internal.matches', count(*) FROM internal.matches
UNION ALL SELECT 'internal.passages', count(*) FROM internal.passages
UNION ALL SELECT 'internal.semantic_matches', count(*) FROM internal.semantic_matches
UNION ALL SELECT 'outlets', count(*) FROM main.outlets
UNION ALL SELECT 'unseen_sources', count(*) FROM main.unseen_sources
UNION ALL SELECT 'derivations', count(*) FROM main.derivations
UNION ALL SELECT 'internal.groups', count(*) FROM internal.groups
UNION ALL SELECT 'internal.attributed_spans', count(*) FROM internal.attributed_spans
UNION ALL SELECT 'rulings', count(*) FROM main.rulings
UNION ALL SELECT 'set_aside', count(*) FROM main.set_aside
ORDER BY name;
