-- Which documents were removed, in favour of which kept one, and how do the two match? (frames removals, documents, files)
-- A short document is removed for its own sake: no kept document is named.
-- $settings: fingerprint of the options
SELECT
    d.document_id,
    f.path AS path,
    d.position,
    k.document_id AS kept_id,
    kf.path AS kept_path,
    k.position AS kept_position,
    r.kind,
    r.jaccard,
    r.contained,
    r.contains,
    coalesce(k.known AND NOT k.evaluation, FALSE) AS kept_in_earlier_release,
    nullif(d.data_split, '') AS split,
    nullif(k.data_split, '') AS kept_split,
    $settings AS settings
FROM removals AS r
JOIN documents AS d ON d.document = r.document
JOIN files AS f ON f.file = d.file
LEFT JOIN documents AS k ON k.document = r.kept
LEFT JOIN files AS kf ON kf.file = k.file
ORDER BY d.file, d.place;
