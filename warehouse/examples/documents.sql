-- Which documents have no date, or a coarse one?
SELECT document_id, outlet_id, published_at, published_precision
FROM documents
WHERE published_at IS NULL OR published_precision = 'day'
ORDER BY document_id;
