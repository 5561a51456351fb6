-- Which edges has the graph of some pairs (the frame `pairs`: left, right), once each, the greater end first?
SELECT DISTINCT greatest("left", "right") AS document, least("left", "right") AS root
FROM pairs
WHERE "left" <> "right"
ORDER BY document, root;
