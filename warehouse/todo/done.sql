-- Which documents has a stage done, and how many bytes of text are they?
-- $stage: the stage
SELECT DISTINCT d.document, d.bytes
FROM internal.documents AS d
JOIN internal.ledger AS l USING (document)
WHERE l.stage = $stage
ORDER BY d.document;
