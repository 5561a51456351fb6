-- Which documents were compared, and how similar are they? (frames pairs, documents, files)
-- One row per pair of different texts, each given by its first document; documents with the same tokens have one text.
SELECT
    l.document_id AS left_id,
    lf.path AS left_path,
    l.position AS left_position,
    r.document_id AS right_id,
    rf.path AS right_path,
    r.position AS right_position,
    p.jaccard,
    p.contained_left,
    p.contained_right,
    p.similarity,
    p.body_jaccard,
    p.difference
FROM pairs AS p
JOIN documents AS l ON l.document = p."left"
JOIN files AS lf ON lf.file = l.file
JOIN documents AS r ON r.document = p."right"
JOIN files AS rf ON rf.file = r.file
ORDER BY p."left", p."right";
