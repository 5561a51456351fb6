-- Which pairs with one of these documents share text while nothing decides the direction, those that share most first?
-- $documents: their ids
SELECT
    u.left_id, u.right_id, u.kind, u.similarity, u.contained_left, u.contained_right,
    coalesce(lo.name, l.outlet_id) AS left_outlet, coalesce(ro.name, r.outlet_id) AS right_outlet
FROM internal.undetermined_of(coalesce($documents::VARCHAR[], [])) AS u
JOIN documents AS l ON l.document_id = u.left_id
JOIN documents AS r ON r.document_id = u.right_id
LEFT JOIN outlets AS lo ON lo.outlet_id = l.outlet_id
LEFT JOIN outlets AS ro ON ro.outlet_id = r.outlet_id
ORDER BY greatest(u.contained_left, u.contained_right) DESC, u.left_id, u.right_id;
