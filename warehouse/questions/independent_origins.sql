-- How many independent origins do the matches of a document have, when documents of one chain count once?
-- $document: a document's id
WITH matched AS (
    SELECT $document AS document_id
    UNION
    SELECT right_id FROM matches WHERE left_id = $document
    UNION
    SELECT left_id FROM matches WHERE right_id = $document
)
SELECT
    coalesce(c.chain_id, n.document_id) AS origin_id,
    coalesce(any_value(c.root_outlet_id), any_value(d.outlet_id)) AS origin_outlet_id,
    count(DISTINCT n.document_id) AS documents, list_sort(list(DISTINCT n.document_id)) AS document_ids
FROM matched AS n
JOIN documents AS d USING (document_id)
LEFT JOIN chains AS c USING (document_id)
GROUP BY coalesce(c.chain_id, n.document_id)
ORDER BY documents DESC, origin_id;
