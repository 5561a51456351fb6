-- Which shares and thresholds decide what is a near-duplicate here?
SELECT name, "value"
FROM settings
WHERE name IN ('near_similarity', 'contained_share', 'shingle_words')
ORDER BY name;
