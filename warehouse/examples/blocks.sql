-- Which pages have paragraphs in a language other than English, and in which?
SELECT document_id, "language", count(*) AS blocks, sum(stop - start)::BIGINT AS characters
FROM blocks
WHERE kind = 'paragraph' AND "language" <> 'en'
GROUP BY ALL
ORDER BY ALL;
