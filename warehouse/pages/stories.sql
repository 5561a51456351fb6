-- Which stories hold these documents, the largest first?
-- $documents = NULL: only stories that hold one of these documents
-- $chains = NULL: only these stories
WITH RECURSIVE sources AS (
    SELECT unnest($documents::VARCHAR[]) AS document_id
    UNION
    SELECT e.source_id FROM sources AS s JOIN derivations AS e ON e.document_id = s.document_id
)
SELECT chain_id, count(DISTINCT document_id) AS documents, list_sort(list(DISTINCT document_id)) AS document_ids
FROM internal.chains_from(
    CASE WHEN $documents IS NULL THEN $chains ELSE (SELECT coalesce(list(document_id), []) FROM sources) END
)
WHERE $chains IS NULL OR list_contains($chains, chain_id)
GROUP BY chain_id
ORDER BY documents DESC, chain_id;
