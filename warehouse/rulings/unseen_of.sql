-- Which unseen source of an outlet does a document derive from, the surest first?
-- $document: its id
-- $outlet: the outlet's id
SELECT e.source_id
FROM derivations AS e
SEMI JOIN unseen_sources AS u ON u.source_id = e.source_id
WHERE e.document_id = $document AND e.source_outlet_id = $outlet
ORDER BY e.confidence DESC, e.source_id;
