-- Which outlet surely had a story before which, by dates or because the other took it from there?
-- `chains`: ids of the stories; NULL for all stories.
CREATE OR REPLACE MACRO internal.arrival_order_of(chains) AS TABLE (
    WITH outlets_of AS (
        SELECT
            chain_id, outlet_id, min(published_at) AS first_from, min(published_until) AS first_until,
            count(*) = count(published_at) AS all_dated
        FROM internal.arrivals_of(chains)
        WHERE outlet_id IS NOT NULL
        GROUP BY chain_id, outlet_id
    ),
    given AS (
        SELECT DISTINCT c.chain_id, s.outlet_id AS earlier, d.outlet_id AS later
        FROM internal.chains_from(chains) AS c
        JOIN main.documents AS s ON s.document_id = c.path[-2]
        JOIN main.documents AS d ON d.document_id = c.document_id
        WHERE s.outlet_id <> d.outlet_id
    )
    SELECT g.chain_id, g.earlier, g.later
    FROM given AS g
    ANTI JOIN given AS b ON b.chain_id = g.chain_id AND b.earlier = g.later AND b.later = g.earlier
    UNION
    SELECT l.chain_id, e.outlet_id, l.outlet_id
    FROM outlets_of AS l
    JOIN outlets_of AS e ON e.chain_id = l.chain_id AND e.outlet_id <> l.outlet_id AND e.first_until <= l.first_from
    ANTI JOIN given AS b ON b.chain_id = l.chain_id AND b.earlier = l.outlet_id AND b.later = e.outlet_id
    WHERE l.all_dated
);
