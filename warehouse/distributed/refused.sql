-- Which inputs could not be read, or have another outlet's id?
--
-- The frames `set_aside` (what readers could not read) and `dispositions` (what becomes of records).
SELECT DISTINCT origin, reason
FROM (
    SELECT origin, reason FROM set_aside
    UNION ALL
    SELECT origin, reason FROM dispositions WHERE disposition = 'clash'
) AS refused
ORDER BY origin, reason;
