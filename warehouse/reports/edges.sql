-- Who derived what from whom, with the outlets, titles and times of both sides?
FROM edges ORDER BY ALL;
