-- What is in the warehouse, in numbers that take a look at every pair of documents.
SELECT
    (SELECT count(DISTINCT document_id) FROM revisions) AS revised,
    (SELECT count(*) FROM undetermined) AS undetermined
ORDER BY ALL;
