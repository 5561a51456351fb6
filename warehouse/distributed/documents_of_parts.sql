-- Which documents do the pairs of each part name? The frame `parted_pairs` has left, right and part.
SELECT part, "left" AS document FROM parted_pairs
UNION
SELECT part, "right" FROM parted_pairs
ORDER BY part, document;
