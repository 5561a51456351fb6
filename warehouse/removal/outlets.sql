-- Which outlets are known from a batch of documents alone: they come from the data, have no other document and no ruling?
SELECT o.outlet_id, o.name, o.aliases, o.domains
FROM outlets AS o
WHERE o.origin = 'data'
    AND o.outlet_id IN (SELECT outlet_id FROM internal.documents SEMI JOIN batch USING (document))
    AND o.outlet_id NOT IN (
        SELECT outlet_id FROM internal.documents ANTI JOIN batch USING (document) WHERE outlet_id IS NOT NULL
    )
    AND o.outlet_id NOT IN (SELECT verdict FROM rulings WHERE subject = 'outlet')
ORDER BY o.outlet_id;
