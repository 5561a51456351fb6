-- Which are the longest chains, and which outlets did they pass through?
-- asked by: reporter
-- $limit = 20: most rows
SELECT chain_id, document_id, depth, outlet_path, path, round(weakest_confidence, 3) AS weakest_confidence
FROM chains
ORDER BY depth DESC, weakest_confidence DESC, chain_id, document_id
LIMIT $limit;
