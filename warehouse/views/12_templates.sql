-- Which documents are pages of one template: the same sentences with other numbers and names, none a copy of another?
CREATE OR REPLACE VIEW templates AS
SELECT
    t.document_id AS template_id, d.document_id, d.outlet_id, d.published_at,
    count(*) OVER (PARTITION BY g.template) AS size
FROM internal.groups AS g
JOIN main.documents AS d ON d.document = g.document
JOIN main.documents AS t ON t.document = g.template
WHERE g.template IS NOT NULL;
