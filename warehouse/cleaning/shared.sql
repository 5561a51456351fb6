-- Which copies stand in different splits of the data set, and both stay? (frames shared, documents, files)
SELECT
    d.document_id,
    df.path AS path,
    d.position,
    d.data_split AS split,
    o.document_id AS other_id,
    f.path AS other_path,
    o.position AS other_position,
    o.data_split AS other_split,
    s.kind,
    s.jaccard
FROM shared AS s
JOIN documents AS d ON d.document = s.document
JOIN files AS df ON df.file = d.file
JOIN documents AS o ON o.document = s.other
JOIN files AS f ON f.file = o.file
ORDER BY s.document, s.other;
