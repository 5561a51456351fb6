-- Has this database been watched before?
SELECT count(*) > 0 AS has_begun FROM internal.announced WHERE document_id = '' ORDER BY ALL;
