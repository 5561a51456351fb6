-- Which documents are copies of each other, wholly or in part?
SELECT "left", "right" FROM internal.matches WHERE kind IN ('exact', 'near', 'contained') ORDER BY ALL;
