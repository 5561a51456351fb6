-- Which stored matches of documents compared before are no candidates any more, now that others are in the indexes?
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
-- $fingerprint_support: common anchors that make a candidate; one common band is enough
--
-- Matches between the documents that `demoted.sql` has named are counted again, by the rule of `propose.sql`. Translations
-- are found by other means and stay.
WITH doubtful AS MATERIALIZED (
    SELECT m."left", m."right"
    FROM internal.matches AS m
    SEMI JOIN moved AS l ON l.document = m."left"
    SEMI JOIN moved AS r ON r.document = m."right"
    WHERE m."left" <> m."right" AND m.kind <> 'translation'
),
named AS MATERIALIZED (
    SELECT "left" AS document FROM doubtful UNION SELECT "right" FROM doubtful
),
bands_named AS MATERIALIZED (SELECT band, document FROM internal.bands SEMI JOIN named USING (document)),
anchors_named AS MATERIALIZED (SELECT anchor, document FROM internal.winnowed_fingerprints SEMI JOIN named USING (document)),
bands_common AS MATERIALIZED (
    SELECT d."left", d."right", x.band
    FROM doubtful AS d
    JOIN bands_named AS x ON x.document = d."left"
    JOIN bands_named AS y ON y.document = d."right" AND y.band = x.band
),
anchors_common AS MATERIALIZED (
    SELECT d."left", d."right", x.anchor
    FROM doubtful AS d
    JOIN anchors_named AS x ON x.document = d."left"
    JOIN anchors_named AS y ON y.document = d."right" AND y.anchor = x.anchor
),
bands_buckets AS (
    SELECT
        h.band, count(*) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS representative
    FROM internal.bands AS h
    SEMI JOIN bands_common AS c USING (band)
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.band
),
anchors_buckets AS (
    SELECT
        h.anchor, count(*) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS representative
    FROM internal.winnowed_fingerprints AS h
    SEMI JOIN anchors_common AS c USING (anchor)
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.anchor
),
supports AS (
    SELECT c."left", c."right", $fingerprint_support AS support
    FROM bands_common AS c
    JOIN bands_buckets AS b USING (band)
    WHERE b.members <= $bucket_all_pairs OR b.representative IN (c."left", c."right")
    UNION ALL
    SELECT c."left", c."right", 1
    FROM anchors_common AS c
    JOIN anchors_buckets AS b USING (anchor)
    WHERE b.members <= $bucket_all_pairs OR b.representative IN (c."left", c."right")
)
SELECT "left", "right"
FROM doubtful
ANTI JOIN (
    SELECT "left", "right" FROM supports GROUP BY "left", "right" HAVING sum(support) >= $fingerprint_support
) AS s USING ("left", "right")
ORDER BY "left", "right";
