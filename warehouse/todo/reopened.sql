-- Which documents must be compared again when a batch of documents is removed?
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
--
-- Removing documents adds pairs, and deletes none of those that stay: a bucket that was a star proposes all its pairs
-- once it is small enough, or the pairs of another representative. The members of a bucket that is no star any more, and
-- the new representative of one that still is, are compared again; every new pair has one of them. Run it before the
-- batch is removed.
WITH band_members AS MATERIALIZED (
    SELECT h.band, h.document, p.document IS NOT NULL AS removed
    FROM internal.bands AS h
    SEMI JOIN (SELECT band FROM internal.bands SEMI JOIN batch USING (document)) AS t USING (band)
    LEFT JOIN batch AS p USING (document)
),
fingerprint_members AS MATERIALIZED (
    SELECT h.fingerprint, h.document, p.document IS NOT NULL AS removed
    FROM internal.winnowed_fingerprints AS h
    SEMI JOIN (SELECT fingerprint FROM internal.winnowed_fingerprints SEMI JOIN batch USING (document)) AS t USING (fingerprint)
    LEFT JOIN batch AS p USING (document)
),
band_stars AS MATERIALIZED (
    SELECT
        h.band, count(*) FILTER (NOT h.removed) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS representative,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) FILTER (NOT h.removed) AS next_representative
    FROM band_members AS h
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.band
    HAVING count(*) > $bucket_all_pairs
),
fingerprint_stars AS MATERIALIZED (
    SELECT
        h.fingerprint, count(*) FILTER (NOT h.removed) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS representative,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) FILTER (NOT h.removed) AS next_representative
    FROM fingerprint_members AS h
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.fingerprint
    HAVING count(*) > $bucket_all_pairs
)
SELECT next_representative AS document FROM band_stars WHERE members > $bucket_all_pairs AND representative <> next_representative
UNION
SELECT next_representative FROM fingerprint_stars WHERE members > $bucket_all_pairs AND representative <> next_representative
UNION
SELECT h.document
FROM band_members AS h
JOIN band_stars AS s USING (band)
WHERE s.members <= $bucket_all_pairs AND NOT h.removed
UNION
SELECT h.document
FROM fingerprint_members AS h
JOIN fingerprint_stars AS s USING (fingerprint)
WHERE s.members <= $bucket_all_pairs AND NOT h.removed
ORDER BY document;
