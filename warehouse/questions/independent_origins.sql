-- How many independent origins do a document and what matches it have, at least and at most?
-- Documents of one chain count once. Origins between whose documents nothing decides may be one: they stand in one row.
-- asked by: reporter
-- $document: a document's id
WITH RECURSIVE matched AS (
    SELECT $document AS document_id
    UNION
    SELECT right_id FROM matches WHERE left_id = $document
    UNION
    SELECT left_id FROM matches WHERE right_id = $document
),
rooted AS (
    SELECT m.document_id, coalesce(c.root_id, m.document_id) AS origin_id
    FROM matched AS m
    LEFT JOIN (SELECT DISTINCT document_id, root_id FROM chains) AS c USING (document_id)
),
undecided AS (
    SELECT l.origin_id AS a, r.origin_id AS b
    FROM undetermined AS u
    JOIN rooted AS l ON l.document_id = u.left_id
    JOIN rooted AS r ON r.document_id = u.right_id
),
linked AS (
    SELECT a, b FROM undecided
    UNION
    SELECT b, a FROM undecided
    UNION
    SELECT origin_id, origin_id FROM rooted
),
reached AS (
    SELECT a AS origin_id, b AS other_id FROM linked
    UNION
    SELECT r.origin_id, l.b FROM reached AS r JOIN linked AS l ON l.a = r.other_id
),
labelled AS (
    SELECT origin_id, min(other_id) AS label FROM reached GROUP BY origin_id
)
SELECT
    1 AS at_least, count(DISTINCT l.origin_id) AS at_most, count(*) OVER () AS all_at_least,
    sum(count(DISTINCT l.origin_id)) OVER ()::BIGINT AS all_at_most, list_sort(list(DISTINCT l.origin_id)) AS origin_ids,
    list_sort(list(DISTINCT coalesce(d.outlet_id, u.outlet_id))) AS origin_outlets,
    count(DISTINCT r.document_id) AS documents, list_sort(list(DISTINCT r.document_id)) AS document_ids
FROM labelled AS l
JOIN rooted AS r USING (origin_id)
LEFT JOIN documents AS d ON d.document_id = l.origin_id
LEFT JOIN unseen_sources AS u ON u.source_id = l.origin_id
GROUP BY l.label
ORDER BY documents DESC, origin_ids;
