-- What is the number of the last ruling?
SELECT max(ruling) AS ruling FROM rulings ORDER BY ALL;
