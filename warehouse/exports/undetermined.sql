-- Which pairs share text while nothing decides which of the two came first?
-- $documents = NULL: only pairs with one of these documents
SELECT left_id, right_id, kind, similarity, contained_left, contained_right
FROM undetermined
WHERE $documents IS NULL OR left_id IN (SELECT unnest($documents::VARCHAR[]))
    OR right_id IN (SELECT unnest($documents::VARCHAR[]))
ORDER BY left_id, right_id;
