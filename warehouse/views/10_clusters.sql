-- Which documents are near-duplicates of one representative, and how alike are the two least alike of them?
CREATE OR REPLACE VIEW clusters AS
SELECT
    d.document_id, r.document_id AS cluster_id, count(*) OVER (PARTITION BY g.representative) AS size,
    r.document_id AS representative_id, g.similarity, g.minimum_similarity
FROM internal.groups AS g
JOIN main.documents AS d ON d.document = g.document
JOIN main.documents AS r ON r.document = g.representative;
