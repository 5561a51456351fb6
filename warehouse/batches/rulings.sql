-- Which rulings does inference obey? Those on dates and outlets show in the view `documents` already.
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT ruling, subject, "key", verdict, note, who, "at"
FROM internal.standing_rulings
WHERE $first <= $last AND subject IN ('edge', 'document')
ORDER BY ruling;
