-- What decides directions, how often, and how confident are the edges that rest on it?
-- asked by: scholar
SELECT
    direction_basis, count(*) AS edges, round(avg(confidence), 3) AS mean_confidence,
    count(*) FILTER (confidence >= 0.9) AS at_least_nine_tenths, count(*) FILTER (credited) AS credited
FROM derivations
GROUP BY direction_basis
ORDER BY edges DESC, direction_basis;
