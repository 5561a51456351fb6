-- Which is the first document outside a batch without a match: the quickest to infer again?
SELECT min(document) AS document
FROM internal.documents
ANTI JOIN batch USING (document)
ANTI JOIN (SELECT "left" AS document FROM internal.all_matches UNION ALL SELECT "right" FROM internal.all_matches) AS m
    USING (document)
HAVING count(*) > 0
ORDER BY document;
