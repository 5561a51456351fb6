-- What have people ruled, and why?
SELECT subject, "key", verdict, note, who
FROM rulings
ORDER BY ruling;
