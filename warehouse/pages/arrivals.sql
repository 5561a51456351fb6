-- How many hours after the first known publication of its story did each outlet have it, at least and at most?
-- Where one outlet surely was first (`rank_to` is 1), hours count from its publication, else from the earliest dates.
-- $chains: ids of the stories
WITH selected AS MATERIALIZED (SELECT * FROM internal.story_arrivals_of($chains)),
firsts AS (
    SELECT story_id, min(first_from) AS first_from, min(first_until) AS first_until
    FROM selected
    WHERE rank_to = 1 AND first_from IS NOT NULL
    GROUP BY story_id
),
counted AS (
    SELECT
        a.*,
        CASE
            WHEN f.story_id IS NULL THEN a.least_hours_after_first
            ELSE greatest((epoch(a.first_from) - epoch(f.first_until)) / 3600.0, 0)
        END AS least,
        CASE
            WHEN f.story_id IS NULL THEN a.most_hours_after_first
            ELSE (epoch(a.first_until) - epoch(f.first_from)) / 3600.0
        END AS most,
        CASE
            WHEN f.story_id IS NULL THEN a.hours_after_first
            ELSE greatest((epoch(a.first_until) - epoch(f.first_until)) / 3600.0, 0)
        END AS hours
    FROM selected AS a
    LEFT JOIN firsts AS f USING (story_id)
)
SELECT
    c.story_id AS chain_id, c.outlet_id, coalesce(o.name, c.outlet_id) AS outlet, c.documents, c.hands, c.first_from,
    c.first_until, c.rank_from, c.rank_to, c.outlets, CASE WHEN c.most - c.least <= 2 THEN c.hours END AS hours_after_first,
    c.least AS least_hours_after_first, c.most AS most_hours_after_first
FROM counted AS c
LEFT JOIN outlets AS o USING (outlet_id)
ORDER BY c.story_id, c.rank_from, c.rank_to, least_hours_after_first NULLS LAST, c.outlet_id;
