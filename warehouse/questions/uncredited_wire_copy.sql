-- Which outlets run agency copy without a credit to the agency?
-- $confidence = 0.5: least confidence of an edge
-- $limit = 50: most rows
SELECT
    e.outlet_id, e.source_outlet_id AS agency, count(DISTINCT e.document_id) AS uncredited,
    (
        SELECT count(DISTINCT a.document_id) FROM edges AS a
        WHERE a.outlet_id = e.outlet_id AND a.source_outlet_id = e.source_outlet_id AND a.confidence >= $confidence
    ) AS all_documents,
    round(median(e.share_of_document), 3) AS median_share
FROM edges AS e
JOIN outlets AS o ON o.outlet_id = e.source_outlet_id AND o.kind = 'agency'
WHERE e.credit_status = 'none_in_text' AND e.confidence >= $confidence AND e.outlet_id IS NOT NULL
GROUP BY e.outlet_id, e.source_outlet_id
ORDER BY uncredited DESC, e.outlet_id, agency
LIMIT $limit;
