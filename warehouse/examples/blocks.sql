-- In which languages is each page written that is not English alone?
SELECT document_id, "language", count(*) AS blocks, sum(stop - start)::BIGINT AS characters
FROM blocks
WHERE kind = 'paragraph' AND "language" <> 'en'
GROUP BY ALL
ORDER BY ALL;
