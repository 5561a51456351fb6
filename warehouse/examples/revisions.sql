-- Which stories did their own outlet change, when, and how much of the earlier text is left?
SELECT revised_id, document_id, basis, round(kept, 2) AS kept, round("hours", 1) AS "hours"
FROM revisions
ORDER BY revised_id, document_id;
