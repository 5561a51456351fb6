-- Which documents must be compared again when a batch of documents is taken out?
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
--
-- Taking documents out adds pairs, and takes none of those that stay: a bucket that was a star proposes all its pairs
-- once it is small enough, or the pairs of another representative. The members of the one and the new representative
-- of the other are compared again; every new pair has one of them. Run it before the batch is taken out.
WITH bands_held AS MATERIALIZED (
    SELECT h.band, h.document, p.document IS NOT NULL AS gone
    FROM internal.bands AS h
    SEMI JOIN (SELECT band FROM internal.bands SEMI JOIN batch USING (document)) AS t USING (band)
    LEFT JOIN batch AS p USING (document)
),
anchors_held AS MATERIALIZED (
    SELECT h.anchor, h.document, p.document IS NOT NULL AS gone
    FROM internal.winnowed_fingerprints AS h
    SEMI JOIN (SELECT anchor FROM internal.winnowed_fingerprints SEMI JOIN batch USING (document)) AS t USING (anchor)
    LEFT JOIN batch AS p USING (document)
),
bands_stars AS MATERIALIZED (
    SELECT
        h.band, count(*) FILTER (NOT h.gone) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS earlier,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) FILTER (NOT h.gone) AS later
    FROM bands_held AS h
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.band
    HAVING count(*) > $bucket_all_pairs
),
anchors_stars AS MATERIALIZED (
    SELECT
        h.anchor, count(*) FILTER (NOT h.gone) AS members,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS earlier,
        arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) FILTER (NOT h.gone) AS later
    FROM anchors_held AS h
    JOIN internal.documents AS d ON d.document = h.document
    GROUP BY h.anchor
    HAVING count(*) > $bucket_all_pairs
)
SELECT later AS document FROM bands_stars WHERE members > $bucket_all_pairs AND earlier <> later
UNION
SELECT later FROM anchors_stars WHERE members > $bucket_all_pairs AND earlier <> later
UNION
SELECT h.document
FROM bands_held AS h
JOIN bands_stars AS s USING (band)
WHERE s.members <= $bucket_all_pairs AND NOT h.gone
UNION
SELECT h.document
FROM anchors_held AS h
JOIN anchors_stars AS s USING (anchor)
WHERE s.members <= $bucket_all_pairs AND NOT h.gone
ORDER BY document;
