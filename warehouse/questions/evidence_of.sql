-- Which evidence speaks for and against the sources of a document, and where is it in the text?
-- asked by: reporter
-- $document: a document's id
SELECT
    e.source_id, r.reason->>'kind' AS kind, r.reason->>'detail' AS detail, (r.reason->>'weight')::DOUBLE AS weight,
    r.reason->>'document' AS document_id, (r.reason->>'start')::INTEGER AS start, (r.reason->>'stop')::INTEGER AS stop
FROM derivations AS e,
    LATERAL (SELECT unnest(from_json(e.evidence, '["JSON"]')) AS reason) AS r
WHERE e.document_id = $document
ORDER BY e.source_id, weight DESC, kind, detail;
