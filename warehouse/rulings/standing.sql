-- Which ruling holds on this subject and key?
-- $subject: edge, outlet, date or document
-- $key: what it is about
SELECT ruling, verdict FROM internal.standing_rulings WHERE subject = $subject AND "key" = $key ORDER BY ruling;
