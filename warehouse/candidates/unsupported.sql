-- Which stored matches of documents compared before are no candidates any more, now that others are in the indexes?
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
-- $fingerprint_support: common fingerprints that make a candidate; one common band is enough
--
-- Matches between the documents that `demoted.sql` has named are counted again, by the rule of `propose.sql`. Translations
-- are found by other means and stay.
WITH questioned AS MATERIALIZED (
    SELECT m."left", m."right"
    FROM internal.matches AS m
    SEMI JOIN demoted AS l ON l.document = m."left"
    SEMI JOIN demoted AS r ON r.document = m."right"
    WHERE m."left" <> m."right" AND m.kind <> 'translation'
),
questioned_documents AS MATERIALIZED (
    SELECT "left" AS document FROM questioned UNION SELECT "right" FROM questioned
),
bands_of AS MATERIALIZED (SELECT band, document FROM internal.bands SEMI JOIN questioned_documents USING (document)),
fingerprints_of AS MATERIALIZED (SELECT fingerprint, document FROM internal.winnowed_fingerprints SEMI JOIN questioned_documents USING (document)),
bands_common AS MATERIALIZED (
    SELECT d."left", d."right", x.band
    FROM questioned AS d
    JOIN bands_of AS x ON x.document = d."left"
    JOIN bands_of AS y ON y.document = d."right" AND y.band = x.band
),
fingerprints_common AS MATERIALIZED (
    SELECT d."left", d."right", x.fingerprint
    FROM questioned AS d
    JOIN fingerprints_of AS x ON x.document = d."left"
    JOIN fingerprints_of AS y ON y.document = d."right" AND y.fingerprint = x.fingerprint
),
band_buckets AS (
    SELECT
        h.band, count(*) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS representative
    FROM internal.bands AS h
    SEMI JOIN bands_common AS c USING (band)
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.band
),
fingerprint_buckets AS (
    SELECT
        h.fingerprint, count(*) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS representative
    FROM internal.winnowed_fingerprints AS h
    SEMI JOIN fingerprints_common AS c USING (fingerprint)
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.fingerprint
),
supports AS (
    SELECT c."left", c."right", $fingerprint_support AS support
    FROM bands_common AS c
    JOIN band_buckets AS b USING (band)
    WHERE b.members <= $bucket_all_pairs OR b.representative IN (c."left", c."right")
    UNION ALL
    SELECT c."left", c."right", 1
    FROM fingerprints_common AS c
    JOIN fingerprint_buckets AS b USING (fingerprint)
    WHERE b.members <= $bucket_all_pairs OR b.representative IN (c."left", c."right")
)
SELECT "left", "right"
FROM questioned
ANTI JOIN (
    SELECT "left", "right" FROM supports GROUP BY "left", "right" HAVING sum(support) >= $fingerprint_support
) AS s USING ("left", "right")
ORDER BY "left", "right";
