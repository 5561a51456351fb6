-- Which rulings have people made, those withdrawn or overruled included?
SELECT ruling, subject, "key", verdict, note, who, "at" FROM rulings ORDER BY ruling;
