-- Which pairs of documents, by their keys, share quotations and nothing else?
CREATE OR REPLACE VIEW internal.quoted_pairs AS
WITH shared AS (
    SELECT
        p."left", p."right", p.passage, p.left_stop - p.left_start AS length,
        substr(d.text, greatest(p.left_start, 1)::BIGINT, (p.left_stop - p.left_start + 2)::BIGINT) AS around
    FROM internal.passages AS p
    SEMI JOIN (
        SELECT "left", "right"
        FROM internal.matches
        WHERE "left" <> "right" AND greatest(contained_left, contained_right) < 0.5
    ) AS m ON m."left" = p."left" AND m."right" = p."right"
    JOIN internal.documents AS d ON d.document = p."left"
)
SELECT
    "left", "right", count(*) AS passages, sum(length)::BIGINT AS characters,
    arg_max(trim(around), (length, -passage)) AS longest
FROM shared
GROUP BY "left", "right"
HAVING sum(
    CASE
        WHEN contains(around, '“') OR contains(around, '«') OR contains(around, '„') OR contains(around, '「')
            OR contains(around, '"')
            THEN length(regexp_replace(around, '“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|"[^"\n]*"', '', 'g'))
        ELSE length(around)
    END
) < 0.35 * sum(length);
