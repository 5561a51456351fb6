-- Which stories were changed by their own outlet, when, and how much of the earlier text was kept?
SELECT revised_id, document_id, basis, round(kept, 2) AS kept, round("hours", 1) AS "hours"
FROM revisions
ORDER BY revised_id, document_id;
