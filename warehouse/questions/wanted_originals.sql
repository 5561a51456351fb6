-- Which missing originals would settle most if they were added: unseen sources by the documents that derive from them?
-- asked by: reporter
-- $limit = 50: most rows
SELECT
    u.source_id, u.outlet_id, u.not_after, u.basis, count(DISTINCT e.document_id) AS documents,
    round(avg(e.confidence), 3) AS mean_confidence, list_sort(list(DISTINCT e.document_id))[1:5] AS some_documents
FROM unseen_sources AS u
JOIN derivations AS e ON e.source_id = u.source_id
WHERE u.replaced_by IS NULL
GROUP BY u.source_id, u.outlet_id, u.not_after, u.basis
ORDER BY documents DESC, u.source_id
LIMIT $limit;
