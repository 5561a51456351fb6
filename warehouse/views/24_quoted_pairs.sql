-- Which pairs of documents, by their keys, share quotations and nothing else?
-- Of a passage that was edited, either side can hold words of its own between two quotations: the side with fewer
-- words outside quotation marks tells what is shared. A passage ends with a word: its full stop and mark stand behind.
CREATE OR REPLACE VIEW internal.quoted_pairs AS
WITH shared AS (
    SELECT p."left", p."right", p.passage, p.left_start, p.left_stop, p.right_start, p.right_stop
    FROM internal.passages AS p
    SEMI JOIN (
        SELECT "left", "right"
        FROM internal.matches
        WHERE "left" <> "right" AND greatest(contained_left, contained_right) < 0.5
    ) AS m ON m."left" = p."left" AND m."right" = p."right"
),
sides AS (
    SELECT
        s."left", s."right", s.passage, TRUE AS on_left, s.left_stop - s.left_start AS length,
        substr(d.text, greatest(s.left_start, 1)::BIGINT, (s.left_stop - s.left_start + 3)::BIGINT) AS around
    FROM shared AS s
    JOIN internal.documents AS d ON d.document = s."left"
    UNION ALL
    SELECT
        s."left", s."right", s.passage, FALSE, s.right_stop - s.right_start,
        substr(d.text, greatest(s.right_start, 1)::BIGINT, (s.right_stop - s.right_start + 3)::BIGINT)
    FROM shared AS s
    JOIN internal.documents AS d ON d.document = s."right"
),
told AS (
    SELECT
        "left", "right", on_left, count(*) AS passages, sum(length) AS characters,
        arg_max(trim(around), (length, -passage)) AS longest,
        sum(
            CASE
                WHEN contains(around, '“') OR contains(around, '«') OR contains(around, '„') OR contains(around, '「')
                    OR contains(around, '"')
                    THEN length(regexp_replace(around, '“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|"[^"\n]*"', '', 'g'))
                ELSE length(around)
            END
        ) AS bare
    FROM sides
    GROUP BY "left", "right", on_left
)
SELECT
    "left", "right", max(passages) FILTER (on_left) AS passages, (max(characters) FILTER (on_left))::BIGINT AS characters,
    max(longest) FILTER (on_left) AS longest
FROM told
GROUP BY "left", "right"
HAVING bool_or(bare < 0.35 * characters);
