-- Which documents' sentences are embedded, and for which reason, the strongest reason first?
-- $embedding_budget: sentences up to which all are embedded; 0 for none
-- $embedding_share: share of the sentences that is embedded where that is more
-- $uncued_embedding_share: share of these for documents of which nothing says that they may be translations
-- $translation_days: days from a document in another language within which one may be its translation
--
-- In this order: mixed, two languages in one document; marked, it says that it is a translation; foreign, not in the
-- language of most documents; near_foreign, in that language and published about when one of those was; unmatched, no
-- copied text was found; matched, the rest. Within a reason documents stand in canonical order. They are taken while their
-- sentences, as estimated, fit into the budget: the answer does not depend on the order in which they were added.
WITH budgets AS (
    SELECT budget, CASE WHEN total <= budget THEN budget ELSE floor($uncued_embedding_share * budget) END AS uncued
    FROM (
        SELECT
            coalesce(sum(sentences), 0) AS total,
            CASE
                WHEN $embedding_budget > 0
                THEN greatest($embedding_budget, floor($embedding_share * coalesce(sum(sentences), 0)))
                ELSE 0
            END AS budget
        FROM internal.bodies
    ) AS summed_bodies
),
usual AS (
    SELECT language
    FROM (
        SELECT language, count(*) AS documents FROM internal.bodies WHERE language IS NOT NULL GROUP BY language
    ) AS languages
    ORDER BY documents DESC, language
    LIMIT 1
),
translated AS (SELECT DISTINCT document FROM internal.credits WHERE role = 'translation'),
reasons AS MATERIALIZED (
    SELECT
        b.document, b.sentences, d.document_id, d.published_at, epoch_us(CAST(d.published_at AS TIMESTAMP)) // 86400000000 AS day,
        CASE
            WHEN b.mixed THEN 0
            WHEN t.document IS NOT NULL THEN 1
            WHEN b.language <> (SELECT language FROM usual) THEN 2
            ELSE 4
        END AS rank
    FROM internal.bodies AS b
    JOIN internal.documents AS d ON d.document = b.document
    LEFT JOIN translated AS t ON t.document = b.document
),
days AS (
    SELECT DISTINCT every.day
    FROM (SELECT DISTINCT day FROM reasons) AS every
    JOIN (SELECT DISTINCT day FROM reasons WHERE rank < 4) AS marked
        ON every.day BETWEEN marked.day - $translation_days AND marked.day + $translation_days
),
copies AS (
    SELECT "left" AS document FROM internal.matches WHERE kind IN ('exact', 'near', 'contained')
    UNION
    SELECT "right" FROM internal.matches WHERE kind IN ('exact', 'near', 'contained')
),
ranked AS (
    SELECT
        r.document, r.sentences, r.document_id, r.published_at,
        CASE
            WHEN r.rank < 4 THEN r.rank
            WHEN n.day IS NOT NULL THEN 3
            WHEN c.document IS NOT NULL THEN 5
            ELSE 4
        END AS rank
    FROM reasons AS r
    LEFT JOIN days AS n ON n.day = r.day
    LEFT JOIN copies AS c ON c.document = r.document
),
summed AS (
    SELECT
        document, document_id, published_at, rank,
        row_number() OVER (ORDER BY rank, published_at NULLS LAST, document_id) AS place,
        sum(sentences) OVER (ORDER BY rank, published_at NULLS LAST, document_id ROWS UNBOUNDED PRECEDING) AS total,
        sum(CASE WHEN rank >= 4 THEN sentences ELSE 0 END)
            OVER (ORDER BY rank, published_at NULLS LAST, document_id ROWS UNBOUNDED PRECEDING) AS unmarked
    FROM ranked
)
SELECT
    document,
    CASE rank
        WHEN 0 THEN 'mixed' WHEN 1 THEN 'marked' WHEN 2 THEN 'foreign' WHEN 3 THEN 'near_foreign' WHEN 4 THEN 'unmatched'
        ELSE 'matched'
    END AS reason
FROM summed
WHERE
    place <= (SELECT floor(budget) FROM budgets)
    AND total <= (SELECT budget FROM budgets)
    AND unmarked <= (SELECT uncued FROM budgets)
ORDER BY rank, published_at NULLS LAST, document_id;
