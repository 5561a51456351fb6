-- What have people ruled, and is it in force?
SELECT
    r.ruling, r.subject, r."key" AS about, r.verdict,
    CASE
        WHEN r.subject = 'ruling' THEN '–'
        WHEN s.ruling IS NOT NULL THEN 'holds'
        WHEN w."key" IS NOT NULL THEN 'withdrawn'
        ELSE 'overruled'
    END AS state,
    r.note, r.who, r."at"
FROM rulings AS r
LEFT JOIN internal.standing_rulings AS s USING (ruling)
LEFT JOIN (SELECT DISTINCT "key" FROM rulings WHERE subject = 'ruling') AS w ON w."key" = r.ruling::VARCHAR
ORDER BY r.ruling;
