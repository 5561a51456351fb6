-- Where do removed documents hold an item of an evaluation set? (frames item_spans, documents, files)
SELECT
    d.document_id,
    df.path AS path,
    d.position,
    s.start,
    s.stop,
    i.document_id AS item_id,
    f.path AS item_path,
    i.position AS item_position,
    s.text
FROM item_spans AS s
JOIN documents AS d ON d.document = s.document
JOIN files AS df ON df.file = d.file
JOIN documents AS i ON i.document = s.item
JOIN files AS f ON f.file = i.file
ORDER BY d.file, d.place, s.start;
