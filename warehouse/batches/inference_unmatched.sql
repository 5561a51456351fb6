-- What does inference read of those documents of a batch that name a source, have a ruling on one, or proved one before, and match none?
-- $first: least key of the batch
-- $last: greatest key of the batch
--
-- All but the text, of which the length is enough.
SELECT
    d.document, d.document_id, d.outlet_id, d.url, d.title, d.byline, d.metadata, d.language,
    d.published_at, d.published_precision, NULL::VARCHAR AS text, d.length
FROM documents AS d
SEMI JOIN batch USING (document)
WHERE d.document BETWEEN $first AND $last
    AND d.document IN (
        SELECT document FROM internal.credits WHERE role IN ('source', 'byline', 'contribution')
        UNION
        SELECT k.document
        FROM (SELECT unnest(known_from) AS document_id FROM unseen_sources) AS u
        JOIN internal.documents AS k USING (document_id)
        UNION
        SELECT k.document
        FROM internal.standing_rulings AS r
        JOIN internal.documents AS k ON k.document_id = split_part(r."key", ' <- ', 1)
        WHERE r.subject = 'edge'
    )
ORDER BY d.document;
