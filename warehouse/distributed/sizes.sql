-- How many documents are there, and how many bytes of text?
SELECT count(*) AS documents, coalesce(sum(CAST(bytes AS BIGINT)), 0) AS bytes FROM internal.documents;
