-- Which blocks does an outlet print on pages of different stories: its furniture?
-- $furniture_stories: least stories that the documents with the block make, as far as their text tells
-- $furniture_difference: least share of those documents' text that is different, 0..1
-- $furniture_spread: least documents with the block in the mean outlet where it stands at all
--
-- What stands in several documents of one outlet is furniture unless they are one story told again: revisions and live
-- pages share most of their blocks. So the stories are counted by how much of the text of (at most 32 of) the documents
-- is different: their number times the characters of their different blocks over the characters of all their blocks.
-- Pages that are one template altogether differ too little: they stay alike. A paragraph of a wire story stands in many
-- outlets, but once or twice in each; so a block must stand in several documents of the mean outlet that prints it.
-- The whole corpus goes in and the whole table comes out: no answer depends on the order of arrival.
WITH held AS MATERIALIZED (
    SELECT d.outlet_id, b.text_hash, b.document, min(d.document_id) AS document_id, max(b.stop - b.start) AS length
    FROM internal.blocks AS b
    JOIN internal.documents AS d USING (document)
    WHERE d.outlet_id IS NOT NULL
    GROUP BY d.outlet_id, b.text_hash, b.document
),
frequent AS (
    SELECT outlet_id, text_hash, count(*) AS documents
    FROM held
    GROUP BY outlet_id, text_hash
    QUALIFY count(*) > 1 AND avg(count(*)) OVER (PARTITION BY text_hash) >= $furniture_spread
),
sampled AS (
    SELECT f.outlet_id, f.text_hash, f.documents, h.document
    FROM frequent AS f
    JOIN held AS h USING (outlet_id, text_hash)
    QUALIFY row_number() OVER (PARTITION BY f.outlet_id, f.text_hash ORDER BY md5(h.document_id), h.document_id) <= 32
),
beside AS (
    SELECT s.outlet_id, s.text_hash, s.documents, max(h.length) AS length, count(*) AS times
    FROM sampled AS s
    JOIN held AS h ON h.document = s.document
    GROUP BY s.outlet_id, s.text_hash, s.documents, h.text_hash
)
SELECT outlet_id, text_hash, documents::INTEGER AS documents
FROM beside
GROUP BY outlet_id, text_hash, documents
HAVING sum(length) >= greatest($furniture_difference, $furniture_stories / least(documents, 32)) * sum(length * times)
ORDER BY outlet_id, text_hash;
