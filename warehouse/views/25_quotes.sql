-- Which pairs of documents share quotations and nothing else?
CREATE OR REPLACE VIEW quotes AS
WITH shared AS (
    SELECT
        p."left", p."right", p.passage,
        substr(d.text, greatest(p.left_start, 1)::BIGINT, (p.left_stop - p.left_start + 2)::BIGINT) AS around,
        p.left_stop - p.left_start AS length
    FROM internal.passages AS p
    JOIN internal.matches AS m ON m."left" = p."left" AND m."right" = p."right"
    JOIN documents AS d ON d.document = p."left"
    WHERE p."left" <> p."right" AND greatest(m.contained_left, m.contained_right) < 0.5
)
SELECT
    a.document_id AS left_id, b.document_id AS right_id, a.outlet_id AS left_outlet_id, b.outlet_id AS right_outlet_id,
    count(*) AS passages, sum(s.length)::BIGINT AS characters,
    first(trim(s.around) ORDER BY s.length DESC, s.passage) AS longest
FROM shared AS s
JOIN documents AS a ON a.document = s."left"
JOIN documents AS b ON b.document = s."right"
GROUP BY a.document_id, b.document_id, a.outlet_id, b.outlet_id
HAVING sum(length(regexp_replace(s.around, '“[^”“]*”|«[^»«]*»|„[^“”„]*[“”]|「[^」「]*」|"[^"\n]*"', '', 'g')))
    < 0.35 * sum(s.length);
