-- Which two documents match?
SELECT "left", "right" FROM internal.matches WHERE "left" <> "right" ORDER BY ALL;
