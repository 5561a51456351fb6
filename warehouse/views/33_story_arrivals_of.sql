-- In which order did each story reach the outlets that carry it, as far as dates and derivations tell?
-- One row for each story (chain) and outlet. Its first document was published between `first_from` and `first_until`; its
-- place among the outlets is between `rank_from` and `rank_to`: the two differ where a tie cannot be told.
-- `chains`: ids of the stories; NULL for all stories.
CREATE OR REPLACE MACRO internal.story_arrivals_of(chains) AS TABLE (
    WITH outlets_of AS (
        SELECT
            chain_id, outlet_id, count(*) AS documents, min(hands) AS hands, min(published_at) AS first_from,
            min(published_until) AS first_until, count(published_at) AS dated, min(hours_after_first) AS hours_after_first,
            min(least_hours_after_first) AS least_hours, min(most_hours_after_first) AS most_hours
        FROM internal.arrivals_of(chains)
        WHERE outlet_id IS NOT NULL
        GROUP BY chain_id, outlet_id
    ),
    earlier AS (
        SELECT chain_id, later AS outlet_id, count(*) AS outlets FROM internal.arrival_order_of(chains) GROUP BY chain_id, later
    ),
    later AS (
        SELECT chain_id, earlier AS outlet_id, count(*) AS outlets FROM internal.arrival_order_of(chains) GROUP BY chain_id, earlier
    ),
    sizes AS (SELECT chain_id, count(*) AS outlets FROM outlets_of GROUP BY chain_id)
    SELECT
        o.chain_id AS story_id, o.outlet_id, o.documents, o.hands, o.first_from, o.first_until,
        1 + coalesce(e.outlets, 0) AS rank_from, s.outlets - coalesce(l.outlets, 0) AS rank_to,
        s.outlets, o.hours_after_first, o.least_hours AS least_hours_after_first, o.most_hours AS most_hours_after_first
    FROM outlets_of AS o
    JOIN sizes AS s USING (chain_id)
    LEFT JOIN earlier AS e ON e.chain_id = o.chain_id AND e.outlet_id = o.outlet_id
    LEFT JOIN later AS l ON l.chain_id = o.chain_id AND l.outlet_id = o.outlet_id
);
