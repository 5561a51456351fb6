-- Which blocks does an outlet print on pages of different stories: its boilerplate?
-- $boilerplate_stories: least number of different stories, as far as their text tells, among the pages with a block
-- $boilerplate_difference: least share of text that differs among the pages that hold a block, 0..1
-- $boilerplate_spread: least mean number of documents with a block, over the outlets that print it at all
-- $boilerplate_sample: most pages with a block whose text is compared
--
-- What stands in several documents of one outlet is boilerplate unless they are versions of one story: revisions and
-- live pages share most of their blocks. So the stories are counted by how much of the text of a sample of documents
-- differs: their number times the characters of their different blocks over the characters of all their blocks.
-- Pages that are one template altogether differ too little: their blocks are no boilerplate. A paragraph of a wire
-- story stands in many outlets, but once or twice in each; so a block must stand in several documents of the mean
-- outlet.
-- The frame `shared_blocks` has the blocks that may have become boilerplate, or ceased to be: text_hash. The answer for a block
-- follows from all the documents that hold it, whenever they came: it does not depend on the order of arrival.
WITH holders AS MATERIALIZED (
    SELECT DISTINCT d.outlet_id, b.text_hash, b.document, d.document_id
    FROM internal.blocks AS b
    SEMI JOIN shared_blocks AS s ON s.text_hash = b.text_hash
    JOIN internal.documents AS d ON d.document = b.document
    WHERE d.outlet_id IS NOT NULL
),
frequent AS (
    SELECT outlet_id, text_hash, documents
    FROM (
        SELECT outlet_id, text_hash, count(*) AS documents, avg(count(*)) OVER (PARTITION BY text_hash) AS spread
        FROM holders
        GROUP BY outlet_id, text_hash
    ) AS counted
    WHERE documents > 1 AND spread >= $boilerplate_spread
),
sampled AS MATERIALIZED (
    SELECT outlet_id, text_hash, documents, document
    FROM (
        SELECT
            f.outlet_id, f.text_hash, f.documents, h.document,
            row_number()
                OVER (PARTITION BY f.outlet_id, f.text_hash ORDER BY md5(h.document_id), h.document_id) AS place
        FROM frequent AS f
        JOIN holders AS h ON h.outlet_id = f.outlet_id AND h.text_hash = f.text_hash
    ) AS placed
    WHERE place <= $boilerplate_sample
),
pages AS (
    SELECT document, text_hash, max(stop - start) AS length
    FROM internal.blocks
    SEMI JOIN sampled USING (document)
    GROUP BY document, text_hash
),
compared AS (
    SELECT s.outlet_id, s.text_hash, s.documents, max(p.length) AS length, count(*) AS times
    FROM sampled AS s
    JOIN pages AS p ON p.document = s.document
    GROUP BY s.outlet_id, s.text_hash, s.documents, p.text_hash
)
SELECT outlet_id, text_hash, CAST(documents AS INTEGER) AS documents
FROM compared
GROUP BY outlet_id, text_hash, documents
HAVING
    sum(length)
    >= greatest($boilerplate_difference, $boilerplate_stories / least(documents, $boilerplate_sample))
        * sum(length * times)
ORDER BY outlet_id, text_hash;
