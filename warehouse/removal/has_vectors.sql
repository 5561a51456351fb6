-- Does any sentence have a vector?
SELECT EXISTS (FROM internal.vectors) AS some ORDER BY ALL;
