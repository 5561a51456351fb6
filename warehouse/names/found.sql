-- Which documents, outlets and stories hold these words, in an id, an address, a headline, a name or a text?
-- $words: words in lower case, all of which it holds
-- $most: most rows
WITH titles AS (
    SELECT document, min(start) AS start, arg_min(stop, start) AS stop
    FROM internal.blocks WHERE kind = 'title' GROUP BY document
),
known AS (
    SELECT
        d.document_id, d.outlet_id, d.url, d.published_at, d.text,
        coalesce(d.title, trim(substr(d.text, t.start + 1, t.stop - t.start))) AS headline
    FROM documents AS d
    LEFT JOIN titles AS t USING (document)
),
looked AS (
    SELECT
        *,
        CASE
            WHEN len(list_filter($words, lambda w: NOT contains(lower(document_id), w))) = 0 THEN 'id'
            WHEN len(list_filter($words, lambda w: NOT contains(lower(coalesce(headline, '')), w))) = 0 THEN 'headline'
            WHEN len(list_filter($words, lambda w: NOT contains(lower(coalesce(url, '')), w))) = 0 THEN 'address'
            WHEN len(list_filter($words, lambda w: NOT contains(lower(text), w))) = 0 THEN 'text'
        END AS found_in
    FROM known
),
documents_found AS (SELECT * FROM looked WHERE found_in IS NOT NULL),
stories AS (
    SELECT c.chain_id, any_value(c.root_outlet_id) AS root_outlet_id, count(DISTINCT c.document_id) AS documents
    FROM chains AS c
    WHERE c.chain_id IN (
        SELECT m.chain_id FROM chains AS m SEMI JOIN documents_found AS f ON f.document_id = m.document_id
    )
    GROUP BY c.chain_id
),
outlets_found AS (
    SELECT o.outlet_id, o.name, (SELECT count(*) FROM documents AS d WHERE d.outlet_id = o.outlet_id) AS documents
    FROM outlets AS o
    WHERE len(
        list_filter($words, lambda w: NOT contains(lower(concat_ws(' ', o.outlet_id, o.name, o.aliases, o.domains)), w))
    ) = 0
),
answers AS (
    SELECT
        'outlet' AS kind, outlet_id AS id, name, outlet_id AS outlet, NULL::TIMESTAMP AS published_at, documents, 'name' AS found_in,
        CASE WHEN documents > 0 THEN 0 ELSE 6 END AS rank
    FROM outlets_found
    UNION ALL
    SELECT
        'document', f.document_id, f.headline, coalesce(o.name, f.outlet_id), f.published_at, 1, f.found_in,
        list_position(['id', 'headline', 'address', 'text'], f.found_in)
    FROM documents_found AS f
    LEFT JOIN outlets AS o USING (outlet_id)
    UNION ALL
    SELECT
        'story', s.chain_id, coalesce(d.title, 'a story that is not in the corpus'), coalesce(o.name, s.root_outlet_id),
        d.published_at, s.documents, 'its documents', 5
    FROM stories AS s
    LEFT JOIN documents AS d ON d.document_id = s.chain_id
    LEFT JOIN outlets AS o ON o.outlet_id = s.root_outlet_id
    WHERE s.documents > 1
)
SELECT kind, id, name, outlet, published_at, documents, found_in
FROM answers
ORDER BY rank, documents DESC, kind, id
LIMIT $most;
