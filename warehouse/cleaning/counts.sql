-- How much was removed and cut, by reason? (frames removals, cuts, documents)
SELECT reason, documents, spans, characters
FROM (
    SELECT kind AS reason, count(*) AS documents, 0 AS spans, sum(d.characters)::BIGINT AS characters, 0 AS place
    FROM removals JOIN documents AS d USING (document)
    GROUP BY kind
    UNION ALL
    SELECT reason, count(DISTINCT document), count(*), sum(stop - start)::BIGINT, 1
    FROM cuts
    GROUP BY reason
) AS reasons
ORDER BY place, reason;
