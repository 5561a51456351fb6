-- Which outlet derives from which, how often, with and without credit, how much of its texts, and how fast?
-- Documents whose outlet is not known count together under a null.
CREATE OR REPLACE VIEW outlet_sources AS
SELECT
    outlet_id, source_outlet_id, count(DISTINCT document_id) AS documents,
    count(DISTINCT document_id) FILTER (credited) AS credited,
    count(DISTINCT document_id) FILTER (NOT credited) AS uncredited,
    median(share_of_document) AS median_share, median(lag_hours) AS median_lag_hours,
    count(lag_hours) AS with_known_lag
FROM main.edges
GROUP BY outlet_id, source_outlet_id;
