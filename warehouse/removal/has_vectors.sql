-- Does any sentence have a vector?
SELECT EXISTS (FROM internal.vectors) AS embedded ORDER BY ALL;
