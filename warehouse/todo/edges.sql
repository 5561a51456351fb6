-- Which two documents match?
SELECT "left", "right" FROM internal.all_matches WHERE "left" <> "right" ORDER BY ALL;
