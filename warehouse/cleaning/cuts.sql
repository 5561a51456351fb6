-- Which spans were cut from kept documents, why, and where is a surviving copy of their text? (frames cuts, documents, files)
SELECT
    d.document_id,
    f.path AS path,
    d.position,
    c.start,
    c.stop,
    c.reason,
    s.document_id AS still_id,
    c.still_start,
    c.still_stop,
    c.text
FROM cuts AS c
JOIN documents AS d ON d.document = c.document
JOIN files AS f ON f.file = d.file
LEFT JOIN documents AS s ON s.document = c.still
ORDER BY d.file, d.place, c.start;
