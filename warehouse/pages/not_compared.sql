-- How many documents were compared by meaning (for translations and paraphrases), and how many were not?
SELECT
    (SELECT count(*) FROM internal.embedding_queue) AS compared,
    (SELECT count(*) FROM documents) - (SELECT count(*) FROM internal.embedding_queue) AS not_compared
ORDER BY ALL;
