-- Which agency's text does each outlet carry, through any number of hands, and in which share of its documents?
-- asked by: rights
-- $outlet = NULL: only this outlet
-- $confidence = 0.5: least confidence of the weakest step; a credit counts by itself
SELECT
    u.outlet_id, u.agency_id AS agency, count(*) AS documents, count(*) FILTER (u.hands = 1) AS directly,
    count(*) FILTER (u.hands > 1) AS through_others, count(*) FILTER (u.named) AS credited,
    count(*) FILTER (u.credit_status = 'none_in_text') AS uncredited,
    count(*) FILTER (u.credit_status = 'not_checkable') AS not_checkable, any_value(a.documents) AS all_documents,
    round(count(*) / any_value(a.documents), 4) AS share_of_documents, round(median(u.share), 3) AS median_share
FROM wire_usage AS u
JOIN (SELECT outlet_id, count(*) AS documents FROM documents GROUP BY outlet_id) AS a ON a.outlet_id = u.outlet_id
WHERE ($outlet IS NULL OR u.outlet_id = $outlet) AND (u.named OR u.confidence >= $confidence)
GROUP BY u.outlet_id, u.agency_id
ORDER BY u.outlet_id, documents DESC, agency;
