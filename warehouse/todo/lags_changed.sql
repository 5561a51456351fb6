-- Which documents with a match are of an outlet whose usual lag is another than the one inference used for them?
--
-- The frame `usual_lags_now` has the usual lags now: outlet_id, usual_hours.
WITH changed AS (
    SELECT outlet_id
    FROM usual_lags_now AS n
    FULL JOIN internal.usual_lags AS l USING (outlet_id)
    WHERE n.usual_hours IS DISTINCT FROM l.usual_hours
)
SELECT document
FROM documents
SEMI JOIN changed USING (outlet_id)
WHERE document IN (SELECT "left" FROM internal.all_matches UNION ALL SELECT "right" FROM internal.all_matches)
ORDER BY document;
