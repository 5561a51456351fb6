-- How many hours after the first known publication of its story did each document arrive, at least and at most?
-- Dates are intervals. The source of a story need not be in the corpus: the first of the documents that are there counts.
-- `chains`: ids of the stories; NULL for all stories.
CREATE OR REPLACE MACRO internal.arrivals_of(chains) AS TABLE (
    WITH members AS (
        SELECT c.chain_id, c.document_id, min(c.depth) AS hands
        FROM internal.chains_from(chains) AS c
        SEMI JOIN main.documents AS d USING (document_id)
        GROUP BY c.chain_id, c.document_id
    ),
    dated AS (
        SELECT
            m.chain_id, m.document_id, m.hands, d.outlet_id, d.published_at, d.published_until,
            min(d.published_at) OVER story AS first_from, min(d.published_until) OVER story AS first_until
        FROM members AS m
        JOIN main.documents AS d USING (document_id)
        WINDOW story AS (PARTITION BY m.chain_id)
    ),
    bounds AS (
        SELECT
            *,
            CASE WHEN published_at IS NOT NULL THEN greatest((epoch(published_at) - epoch(first_until)) / 3600.0, 0) END AS least,
            (epoch(published_until) - epoch(first_from)) / 3600.0 AS most
        FROM dated
    )
    SELECT
        chain_id, document_id, outlet_id, hands, published_at, published_until,
        CASE
            WHEN most - least <= 2 THEN greatest((epoch(published_until) - epoch(first_until)) / 3600.0, 0)
        END AS hours_after_first,
        least AS least_hours_after_first, most AS most_hours_after_first
    FROM bounds
);
