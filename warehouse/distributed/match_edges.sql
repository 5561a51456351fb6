-- Which edges has the match graph, once each, the greater end first?
SELECT greatest("left", "right") AS document, least("left", "right") AS root FROM internal.matches WHERE "left" <> "right"
UNION
SELECT greatest("left", "right"), least("left", "right") FROM internal.semantic_matches WHERE "left" <> "right"
ORDER BY document, root;
