-- Which numbers and quotations did copies change?
SELECT document_id, source_id, what, gone, "new"
FROM alterations
ORDER BY document_id, source_id, passage, what
LIMIT 5;
