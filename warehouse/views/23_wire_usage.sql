-- Which agency's text does each document carry, through any number of hands, how much of it, and does it name the agency?
-- One row for each document and agency: by derivation (`hands` is null where only a credit tells it) or by a credit.
-- What comes through other hands is at most the agency's: its share is an upper bound.
CREATE OR REPLACE VIEW wire_usage AS
WITH agencies AS (SELECT outlet_id FROM main.outlets WHERE kind = 'agency'),
ways AS (
    SELECT
        l.document_id, l.ancestor_outlet_id AS agency_id, min(l.hands) AS hands, max(l.confidence) AS confidence,
        arg_max(l.ancestor_id, (l.confidence, -l.hands, l.ancestor_id)) AS source_id
    FROM internal.lineage AS l
    SEMI JOIN agencies AS a ON a.outlet_id = l.ancestor_outlet_id
    GROUP BY l.document_id, l.ancestor_outlet_id
),
vias AS (
    SELECT DISTINCT l.document_id, l.ancestor_outlet_id AS agency_id, l.via_id AS source_id
    FROM internal.lineage AS l
    SEMI JOIN agencies AS a ON a.outlet_id = l.ancestor_outlet_id
),
bodies AS (
    SELECT document_id, sum(stop - start)::BIGINT AS characters FROM main.attributed_spans GROUP BY document_id
),
taken AS (
    SELECT v.document_id, v.agency_id, sum(s.stop - s.start)::BIGINT AS characters
    FROM vias AS v
    JOIN main.attributed_spans AS s ON s.document_id = v.document_id AND s.source_id = v.source_id
    GROUP BY v.document_id, v.agency_id
),
named AS (
    SELECT
        c.document_id, c.outlet_id AS agency_id,
        bool_or(c.role IN ('source', 'byline', 'contribution', 'translation')) AS credited, bool_or(c.role = 'report') AS reported,
        bool_or(c.role = 'photo') AS photo
    FROM main.credits AS c
    SEMI JOIN agencies AS a USING (outlet_id)
    GROUP BY c.document_id, c.outlet_id
),
carried AS (
    SELECT document_id, agency_id FROM ways
    UNION
    SELECT document_id, agency_id FROM named WHERE credited
),
checkable AS (
    SELECT document_id, bool_or(credit_status <> 'not_checkable') AS checkable FROM main.derivations GROUP BY document_id
)
SELECT
    c.document_id, d.outlet_id, d.title, d.url, d.published_at, d.published_until, c.agency_id, w.source_id, w.hands,
    w.confidence, coalesce(t.characters, 0) AS characters, coalesce(b.characters, 0) AS body_characters,
    coalesce(t.characters / b.characters, 0) AS share, coalesce(n.credited, FALSE) AS named,
    coalesce(n.reported, FALSE) AS reported, coalesce(n.photo, FALSE) AS photo_credit,
    CASE
        WHEN n.credited THEN 'found'
        WHEN k.checkable THEN 'none_in_text'
        ELSE 'not_checkable'
    END AS credit_status
FROM carried AS c
JOIN main.documents AS d USING (document_id)
LEFT JOIN ways AS w ON w.document_id = c.document_id AND w.agency_id = c.agency_id
LEFT JOIN taken AS t ON t.document_id = c.document_id AND t.agency_id = c.agency_id
LEFT JOIN bodies AS b ON b.document_id = c.document_id
LEFT JOIN named AS n ON n.document_id = c.document_id AND n.agency_id = c.agency_id
LEFT JOIN checkable AS k ON k.document_id = c.document_id
WHERE d.outlet_id IS DISTINCT FROM c.agency_id;
