-- Which documents stay in one group when every member must be this similar to its representative (0 to 1)?
CREATE OR REPLACE MACRO clusters_at(threshold) AS TABLE
SELECT
    c.document_id, CASE WHEN c.similarity >= threshold THEN c.cluster_id ELSE c.document_id END AS cluster_id,
    count(*) OVER (PARTITION BY CASE WHEN c.similarity >= threshold THEN c.cluster_id ELSE c.document_id END) AS size,
    CASE WHEN c.similarity >= threshold THEN c.representative_id ELSE c.document_id END AS representative_id,
    CASE WHEN c.similarity >= threshold THEN c.similarity ELSE 1.0 END AS similarity
FROM main.clusters AS c
ORDER BY cluster_id, similarity DESC, c.document_id;
