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
    )
),
usual AS (
    SELECT language
    FROM internal.bodies
    WHERE language IS NOT NULL
    GROUP BY language
    ORDER BY count(*) DESC, language
    LIMIT 1
),
reasons AS MATERIALIZED (
    SELECT
        b.document, b.sentences, d.document_id, d.published_at,
        CASE
            WHEN b.mixed THEN 0
            WHEN b.document IN (SELECT document FROM internal.credits WHERE role = 'translation') THEN 1
            WHEN b.language <> (SELECT language FROM usual) THEN 2
            ELSE 4
        END AS rank
    FROM internal.bodies AS b
    JOIN internal.documents AS d USING (document)
),
days AS (
    SELECT DISTINCT unnest(range(day - $translation_days, day + $translation_days + 1)) AS day
    FROM (SELECT DISTINCT epoch(published_at)::BIGINT // 86400 AS day FROM reasons WHERE rank < 4 AND published_at IS NOT NULL)
),
copies AS (
    SELECT "left" AS document FROM internal.matches WHERE kind IN ('exact', 'near', 'contained')
    UNION ALL
    SELECT "right" FROM internal.matches WHERE kind IN ('exact', 'near', 'contained')
),
ranked AS (
    SELECT
        document, sentences, document_id, published_at,
        CASE
            WHEN rank < 4 THEN rank
            WHEN epoch(published_at)::BIGINT // 86400 IN (SELECT day FROM days) THEN 3
            WHEN document IN (SELECT document FROM copies) THEN 5
            ELSE 4
        END AS rank
    FROM reasons
),
candidates AS (SELECT * FROM ranked ORDER BY rank, published_at NULLS LAST, document_id LIMIT (SELECT budget::BIGINT FROM budgets)),
summed AS (
    SELECT
        *,
        sum(sentences) OVER (ORDER BY rank, published_at NULLS LAST, document_id ROWS UNBOUNDED PRECEDING) AS total,
        sum(sentences) FILTER (rank >= 4)
            OVER (ORDER BY rank, published_at NULLS LAST, document_id ROWS UNBOUNDED PRECEDING) AS unmarked
    FROM candidates
)
SELECT
    document,
    ['mixed', 'marked', 'foreign', 'near_foreign', 'unmatched', 'matched'][rank + 1] AS reason
FROM summed
WHERE total <= (SELECT budget FROM budgets) AND coalesce(unmarked, 0) <= (SELECT uncued FROM budgets)
ORDER BY rank, published_at NULLS LAST, document_id;
