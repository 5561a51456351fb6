-- What have people ruled?
SELECT * FROM rulings ORDER BY ruling;
