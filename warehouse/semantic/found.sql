-- Which pairs have been found to say the same?
SELECT "left", "right" FROM internal.meaning_matches ORDER BY ALL;
