-- Which rulings are in force: the last on each subject and key that was not withdrawn?
CREATE OR REPLACE VIEW internal.standing_rulings AS
SELECT r.ruling, r.subject, r."key", r.verdict, r.note, r.who, r."at"
FROM main.rulings AS r
WHERE r.subject <> 'ruling' AND r.ruling NOT IN (SELECT w."key"::INTEGER FROM main.rulings AS w WHERE w.subject = 'ruling')
QUALIFY row_number() OVER (PARTITION BY r.subject, r."key" ORDER BY r.ruling DESC) = 1;
