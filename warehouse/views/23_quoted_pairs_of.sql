-- Which pairs of documents, by their keys, share quotations and nothing else?
-- In an edited passage either side can have words of its own between two quotations: the side with fewer characters
-- outside quotation marks decides. A passage ends with a word, so the text is taken with the full stop and mark after it.
-- `documents`: ids of documents, one of which is in each pair; NULL for all pairs.
CREATE OR REPLACE MACRO internal.quoted_pairs_of(documents) AS TABLE (
    WITH keys AS (SELECT document FROM internal.documents WHERE document_id IN (SELECT unnest(documents))),
    shared AS (
        SELECT p."left", p."right", p.passage, p.left_start, p.left_stop, p.right_start, p.right_stop
        FROM internal.passages AS p
        SEMI JOIN (
            SELECT "left", "right"
            FROM internal.matches
            WHERE "left" <> "right" AND greatest(contained_left, contained_right) < 0.5
                AND (documents IS NULL OR "left" IN (FROM keys) OR "right" IN (FROM keys))
        ) AS m ON m."left" = p."left" AND m."right" = p."right"
    ),
    sides AS (
        SELECT
            s."left", s."right", s.passage, TRUE AS on_left, s.left_stop - s.left_start AS length,
            substr(d.text, greatest(s.left_start, 1)::BIGINT, (s.left_stop - s.left_start + 3)::BIGINT) AS context
        FROM shared AS s
        JOIN internal.documents AS d ON d.document = s."left"
        UNION ALL
        SELECT
            s."left", s."right", s.passage, FALSE, s.right_stop - s.right_start,
            substr(d.text, greatest(s.right_start, 1)::BIGINT, (s.right_stop - s.right_start + 3)::BIGINT)
        FROM shared AS s
        JOIN internal.documents AS d ON d.document = s."right"
    ),
    totals AS (
        SELECT
            "left", "right", on_left, count(*) AS passages, sum(length) AS characters,
            arg_max(trim(context), (length, -passage)) AS longest,
            sum(
                CASE
                    WHEN contains(context, '“') OR contains(context, '«') OR contains(context, '„') OR contains(context, '「')
                        OR contains(context, '"')
                        THEN length(regexp_replace(context, '“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|"[^"\n]*"', '', 'g'))
                    ELSE length(context)
                END
            ) AS unquoted
        FROM sides
        GROUP BY "left", "right", on_left
    )
    SELECT
        "left", "right", max(passages) FILTER (on_left) AS passages, (max(characters) FILTER (on_left))::BIGINT AS characters,
        max(longest) FILTER (on_left) AS longest
    FROM totals
    GROUP BY "left", "right"
    HAVING bool_or(unquoted < 0.35 * characters)
);
