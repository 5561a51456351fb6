-- How far does an outlet's text travel: documents by the number of steps (hands) from it?
-- asked by: rights
-- $outlet: an outlet's id
SELECT
    len(c.path) - list_position(c.outlet_path, $outlet) AS hands, count(DISTINCT c.document_id) AS documents,
    count(DISTINCT c.document_id) FILTER (c.credited) AS crediting_their_source,
    round(median(c.weakest_confidence), 3) AS median_weakest_confidence
FROM chains AS c
WHERE list_contains(c.outlet_path, $outlet) AND c.outlet_path[-1] IS DISTINCT FROM $outlet
GROUP BY hands
ORDER BY hands;
