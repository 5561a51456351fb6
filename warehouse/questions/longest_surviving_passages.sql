-- Which passages of a source survive in the most documents that derive from it?
-- asked by: rights
-- $source: id of a document that others derive from
-- $limit = 20: most rows
WITH taken AS (
    SELECT p.left_start AS start, p.left_stop AS stop, e.document_id
    FROM derivations AS e JOIN passages AS p ON p.left_id = e.source_id AND p.right_id = e.document_id
    WHERE e.source_id = $source
    UNION ALL
    SELECT p.right_start, p.right_stop, e.document_id
    FROM derivations AS e JOIN passages AS p ON p.right_id = e.source_id AND p.left_id = e.document_id
    WHERE e.source_id = $source
)
SELECT
    b.block, b.kind, count(DISTINCT t.document_id) AS documents,
    (SELECT count(DISTINCT document_id) FROM derivations WHERE source_id = $source) AS derived,
    substr(d.text, b.start + 1, least(b.stop - b.start, 160)) AS beginning
FROM blocks AS b
JOIN documents AS d USING (document_id)
LEFT JOIN taken AS t ON 2 * (least(t.stop, b.stop) - greatest(t.start, b.start)) >= b.stop - b.start
WHERE b.document_id = $source
GROUP BY b.block, b.kind, b.start, b.stop, d.text
ORDER BY documents DESC, b.block
LIMIT $limit;
