-- Which rulings have people made?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT ruling, subject, "key", verdict, note, who, "at" FROM rulings WHERE $first <= $last ORDER BY ruling;
