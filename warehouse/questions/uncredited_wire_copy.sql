-- Which outlets carry agency copy, through any number of hands, without naming the agency?
-- That no credit was found is no verdict: whether one is due is for the reader to say.
-- asked by: rights
-- $confidence = 0.5: least confidence of the weakest step to the agency
-- $limit = 50: most rows
WITH usage AS (
    SELECT * FROM wire_usage WHERE outlet_id IS NOT NULL AND (named OR confidence >= $confidence)
)
SELECT
    outlet_id, agency_id AS agency, count(*) FILTER (credit_status = 'none_in_text') AS uncredited,
    count(*) AS all_documents, count(*) FILTER (credit_status = 'none_in_text' AND hands > 1) AS through_others,
    count(*) FILTER (credit_status = 'none_in_text' AND reported) AS named_in_passing,
    count(*) FILTER (credit_status = 'none_in_text' AND photo_credit) AS named_for_a_photo,
    round(median(share) FILTER (credit_status = 'none_in_text'), 3) AS median_share,
    list_sort(list(document_id) FILTER (credit_status = 'none_in_text'))[1:5] AS some_documents
FROM usage
GROUP BY outlet_id, agency_id
HAVING count(*) FILTER (credit_status = 'none_in_text') > 0
ORDER BY uncredited DESC, outlet_id, agency
LIMIT $limit;
