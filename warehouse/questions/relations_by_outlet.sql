-- What do outlets do with the text they derive: republish, excerpt, edit, expand, paraphrase, translate?
-- asked by: scholar
SELECT
    outlet_id, count(DISTINCT document_id) AS derived,
    count(*) FILTER (relation = 'republished') AS republished, count(*) FILTER (relation = 'excerpted') AS excerpted,
    count(*) FILTER (relation = 'edited') AS edited, count(*) FILTER (relation = 'expanded') AS expanded,
    count(*) FILTER (relation = 'paraphrased') AS paraphrased, count(*) FILTER (relation = 'translated') AS translated
FROM edges
GROUP BY outlet_id
ORDER BY derived DESC, outlet_id NULLS LAST;
