-- Which stories are there, the largest first: root, documents, outlets, and in how many documents no credit was found?
-- The frame `selected` has the chains to list, as `reports/chains` answers them.
SELECT
    any_value(coalesce(s.root_outlet, 'unknown')) AS root, any_value(s.root_title) AS title,
    count(DISTINCT s.document_id) FILTER (NOT s.unseen) AS documents,
    count(DISTINCT s.outlet) FILTER (NOT s.unseen) AS outlets,
    count(DISTINCT s.document_id) FILTER (s.credit_status = 'none_in_text') AS no_credit_found, max(s.depth) AS hands,
    min(d.published_at) AS first_from, min(d.published_until) AS first_until, s.chain_id AS story_id
FROM selected AS s
LEFT JOIN documents AS d USING (document_id)
GROUP BY s.chain_id
ORDER BY documents DESC, s.chain_id;
