-- Which outlets carry the same stories, how many, and which of the two has them first?
-- A story counts for neither where their dates and derivations do not tell.
CREATE OR REPLACE VIEW shared_stories AS
WITH totals AS (SELECT outlet_id, count(*) AS stories FROM main.story_arrivals GROUP BY outlet_id),
given AS (
    SELECT outlet_id, source_outlet_id, count(DISTINCT document_id) AS documents
    FROM main.edges
    GROUP BY outlet_id, source_outlet_id
)
SELECT
    a.outlet_id AS left_outlet_id, b.outlet_id AS right_outlet_id, count(*) AS stories,
    count(*) FILTER (l.chain_id IS NOT NULL) AS left_first, count(*) FILTER (r.chain_id IS NOT NULL) AS right_first,
    any_value(ta.stories) AS left_stories, any_value(tb.stories) AS right_stories,
    coalesce(any_value(rl.documents), 0) AS right_from_left, coalesce(any_value(lr.documents), 0) AS left_from_right
FROM main.story_arrivals AS a
JOIN main.story_arrivals AS b ON b.story_id = a.story_id AND a.outlet_id < b.outlet_id
LEFT JOIN internal.arrival_order AS l
    ON l.chain_id = a.story_id AND l.earlier = a.outlet_id AND l.later = b.outlet_id
LEFT JOIN internal.arrival_order AS r
    ON r.chain_id = a.story_id AND r.earlier = b.outlet_id AND r.later = a.outlet_id
JOIN totals AS ta ON ta.outlet_id = a.outlet_id
JOIN totals AS tb ON tb.outlet_id = b.outlet_id
LEFT JOIN given AS rl ON rl.outlet_id = b.outlet_id AND rl.source_outlet_id = a.outlet_id
LEFT JOIN given AS lr ON lr.outlet_id = a.outlet_id AND lr.source_outlet_id = b.outlet_id
GROUP BY a.outlet_id, b.outlet_id;
