-- Who published each story first, as far as dates and derivations tell?
-- A date is an interval: a document is named where no other may have been first, else `first_document_id` is null and
-- `candidates` counts those that may. A source comes before what derives from it, dated or not; a document that shares
-- text with the story while nothing decides who took it from whom may be first, too, unless its date rules it out.
-- asked by: reporter
-- $outlets = 2: least outlets that carry the story
-- $confidence = 0.7: least confidence of a derivation that rules out that the document was first
-- $limit = 50: most rows
WITH members AS (
    SELECT DISTINCT c.chain_id, c.document_id, FALSE AS beside FROM chains AS c SEMI JOIN documents USING (document_id)
),
neighbours AS (
    SELECT left_id AS document_id, right_id AS neighbour_id FROM undetermined
    UNION
    SELECT right_id, left_id FROM undetermined
    UNION
    SELECT document_id, revised_id FROM revisions
    UNION
    SELECT revised_id, document_id FROM revisions
),
stories AS (
    SELECT chain_id, document_id, bool_and(beside) AS beside
    FROM (
        SELECT * FROM members
        UNION ALL
        SELECT DISTINCT m.chain_id, n.neighbour_id, TRUE FROM members AS m JOIN neighbours AS n USING (document_id)
    )
    GROUP BY chain_id, document_id
),
sources AS (
    SELECT s.chain_id, s.document_id, max(e.confidence) AS confidence
    FROM stories AS s
    JOIN derivations AS e USING (document_id)
    JOIN stories AS o ON o.chain_id = s.chain_id AND o.document_id = e.source_id
    GROUP BY s.chain_id, s.document_id
),
dated AS (
    SELECT
        s.chain_id, s.document_id, s.beside, d.outlet_id, d.published_at, d.published_until,
        coalesce(e.confidence, 0) AS derived_by
    FROM stories AS s
    JOIN documents AS d USING (document_id)
    LEFT JOIN sources AS e ON e.chain_id = s.chain_id AND e.document_id = s.document_id
),
bounds AS (
    SELECT
        chain_id, min(published_at) AS earliest_at, min(published_until) AS earliest_until, max(published_at) AS latest_at,
        max(published_until) AS latest_until, count(*) FILTER (NOT beside) AS documents,
        count(DISTINCT outlet_id) FILTER (NOT beside) AS outlets
    FROM dated
    GROUP BY chain_id
),
possible AS (
    SELECT d.*
    FROM dated AS d
    JOIN bounds AS b USING (chain_id)
    WHERE d.derived_by < $confidence AND (d.published_at IS NULL OR d.published_at < b.earliest_until)
),
candidates AS (
    SELECT
        chain_id, count(*) AS candidates, list_sort(list(document_id))[1:10] AS some_candidates,
        count(*) = 1 AND max(derived_by) = 0 AND NOT bool_or(beside) AS is_certain, min(document_id) AS document_id, min(outlet_id) AS outlet_id,
        min(published_at) AS published_at, min(published_until) AS published_until
    FROM possible
    GROUP BY chain_id
)
SELECT
    b.chain_id, CASE WHEN c.is_certain THEN c.document_id END AS first_document_id,
    CASE WHEN c.is_certain THEN c.outlet_id END AS first_outlet_id,
    CASE WHEN c.is_certain THEN c.published_at END AS first_published,
    CASE WHEN c.is_certain THEN c.published_until END AS first_published_until,
    coalesce(c.candidates, 0) AS candidates, coalesce(c.some_candidates, []) AS some_candidates, b.outlets, b.documents,
    round(greatest(epoch(b.latest_at) - epoch(b.earliest_until), 0) / 3600.0, 2) AS least_hours_to_the_last,
    round((epoch(b.latest_until) - epoch(b.earliest_at)) / 3600.0, 2) AS most_hours_to_the_last
FROM bounds AS b
LEFT JOIN candidates AS c USING (chain_id)
WHERE b.outlets >= $outlets
ORDER BY b.outlets DESC, b.chain_id
LIMIT $limit;
