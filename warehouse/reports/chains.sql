-- Which syndication chains are there: who derived from whom, from the root down?
-- $document = NULL: only the chains that this document is in
-- $since = NULL: only the chains that hold a document added at or after this time (UTC)
-- $outlet = NULL: only the chains that hold a document of this outlet
-- $agency = NULL: only the chains that go back to this outlet, through any number of hands
-- $uncredited = false: only the chains that hold a document in which no credit was found
SELECT
    c.chain_id, c.root_id, c.document_id, c.depth, c.path, c.outlet_path, c.relation, c.credited,
    c.edge_confidence, c.weakest_confidence,
    coalesce(o.name, d.outlet_id, u.outlet_id) AS outlet,
    d.title, d.published_at, d.published_precision, d.document_id IS NULL AS unseen,
    coalesce(ro.name, c.root_outlet_id) AS root_outlet,
    coalesce(rd.published_at, ru.not_after) AS root_at,
    coalesce(rd.published_precision, rp.published_precision, 'minute') AS root_precision,
    rd.document_id IS NULL AS root_unseen,
    rd.title AS root_title, rd.url AS root_url, d.url,
    e.credit_status, e.evidence
FROM chains AS c
LEFT JOIN documents AS d ON d.document_id = c.document_id
LEFT JOIN unseen_sources AS u ON u.source_id = c.document_id
LEFT JOIN outlets AS o ON o.outlet_id = coalesce(d.outlet_id, u.outlet_id)
LEFT JOIN documents AS rd ON rd.document_id = c.root_id
LEFT JOIN unseen_sources AS ru ON ru.source_id = c.root_id
LEFT JOIN (
    SELECT s.source_id, arg_min(p.published_precision, (p.published_at, p.document_id)) AS published_precision
    FROM derivations AS s
    JOIN documents AS p USING (document_id)
    WHERE p.published_at IS NOT NULL
    GROUP BY s.source_id
) AS rp ON rp.source_id = c.root_id
LEFT JOIN outlets AS ro ON ro.outlet_id = c.root_outlet_id
LEFT JOIN derivations AS e ON e.document_id = c.document_id AND e.source_id = c.path[-2]
WHERE ($document IS NULL OR c.chain_id IN (SELECT chain_id FROM chains WHERE document_id = $document))
    AND (
        $since IS NULL
        OR c.chain_id IN (
            SELECT chain_id FROM chains JOIN documents USING (document_id) WHERE added_at >= $since::TIMESTAMP
        )
    )
    AND ($outlet IS NULL OR c.chain_id IN (SELECT chain_id FROM chains WHERE list_contains(outlet_path, $outlet)))
    AND ($agency IS NULL OR c.chain_id IN (SELECT chain_id FROM chains WHERE list_contains(outlet_path[:-2], $agency)))
    AND (
        NOT $uncredited
        OR c.chain_id IN (
            SELECT m.chain_id
            FROM chains AS m
            JOIN derivations AS n ON n.document_id = m.document_id AND n.source_id = m.path[-2]
            WHERE n.credit_status = 'none_in_text'
        )
    )
ORDER BY c.chain_id, c.path;
