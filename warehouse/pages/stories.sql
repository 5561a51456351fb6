-- Which stories hold these documents, the largest first?
-- $documents = NULL: only stories that hold one of these documents
-- $chains = NULL: only these stories
SELECT chain_id, count(DISTINCT document_id) AS documents, list_sort(list(DISTINCT document_id)) AS document_ids
FROM chains
WHERE ($chains IS NULL OR list_contains($chains, chain_id))
    AND (
        $documents IS NULL
        OR chain_id IN (SELECT chain_id FROM chains WHERE document_id IN (SELECT unnest($documents::VARCHAR[])))
    )
GROUP BY chain_id
ORDER BY documents DESC, chain_id;
