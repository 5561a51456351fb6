-- Which stories did an outlet change after publishing, and how much of the earlier version is left?
-- asked by: reporter
-- $outlet = NULL: only this outlet
-- $limit = 100: most rows
SELECT outlet_id, revised_id, document_id, basis, round(similarity, 4) AS similarity, round(kept, 4) AS kept, round(hours, 2) AS hours
FROM revisions
WHERE ($outlet IS NULL OR outlet_id = $outlet) AND (similarity IS NULL OR similarity < 1)
ORDER BY similarity NULLS LAST, revised_id, document_id
LIMIT $limit;
