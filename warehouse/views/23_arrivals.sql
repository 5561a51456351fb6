-- How many hours after the first known publication of its story did each document arrive, at least and at most?
-- Dates are intervals. The source of a story need not be in the corpus: the first of the documents that are there counts.
CREATE OR REPLACE VIEW internal.arrivals AS
SELECT
    chain_id, document_id, outlet_id, hands, published_at, published_until, hours_after_first, least_hours_after_first,
    most_hours_after_first
FROM internal.arrivals_of(NULL);
