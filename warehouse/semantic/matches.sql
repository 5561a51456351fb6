-- Which pairs have been found to say the same?
SELECT "left", "right" FROM internal.semantic_matches ORDER BY ALL;
