-- What has been found, in numbers, that every pair of documents must be looked at for.
SELECT
    (SELECT count(*) FROM revisions) AS revised,
    (SELECT count(*) FROM undetermined) AS undetermined
ORDER BY ALL;
