-- Which outlets have unseen sources (stories that only derived documents prove), and how many?
-- asked by: reporter
SELECT
    u.outlet_id, count(*) AS stories, sum(len(u.known_from))::BIGINT AS proving_documents,
    count(*) FILTER (u.basis = 'agreement') AS proved_by_agreement, max(len(u.known_from)) AS most_documents
FROM unseen_sources AS u
WHERE u.replaced_by IS NULL
GROUP BY u.outlet_id
ORDER BY stories DESC, u.outlet_id NULLS LAST;
