-- What share of one page comes from which outlet?
SELECT coalesce(source_outlet_id, 'its own') AS whose, sum(stop - start)::BIGINT AS characters,
    round(sum(stop - start) / sum(sum(stop - start)) OVER (), 2) AS share
FROM attributed_spans
WHERE document_id = 'northshore-ferry'
GROUP BY ALL
ORDER BY characters DESC;
