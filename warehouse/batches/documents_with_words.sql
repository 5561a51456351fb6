-- Which documents hold most of some words once letters that scanners confuse are made one, those with most first?
-- $words: the words, so folded
-- $pairs: pairs of letters that are read for one, each followed by that one, in a list
-- $reads: letters that are read for others, in a string
-- $letters: those others, in the same order
-- $most: most documents
WITH folded AS (
    SELECT
        document,
        translate(
            list_reduce($pairs, lambda text, pair: replace(text, pair[:2], pair[3:]), lower(text)), $reads, $letters
        ) AS text
    FROM internal.documents
),
counted AS (
    SELECT document, list_sum(list_transform($words, lambda word: contains(text, word)::INTEGER)) AS words
    FROM folded
)
SELECT document
FROM counted
WHERE words * 2 > len($words)
ORDER BY words DESC, document
LIMIT $most;
