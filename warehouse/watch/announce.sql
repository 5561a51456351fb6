-- Note that edges have been announced: the frame `announced_edges` has `document_id` and `source`.
INSERT INTO internal.announced
SELECT document_id, source, now()::TIMESTAMP FROM announced_edges ORDER BY document_id, source;
