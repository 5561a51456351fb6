-- Which pairs of documents may share text, as far as the two indexes tell (left has the smaller text id)?
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
-- $anchor_support: common anchors that make a candidate; one common band is enough
--
-- The frame `pending` has the documents to be compared: document. The others are those of the ledger of `matches`.
--
-- A bucket is the documents with one band key, or with one anchor. Up to $bucket_all_pairs members it proposes all its
-- pairs; a larger one the pairs of its representative with each other member: a star, linear in its members. The
-- representative is the canonical first: known time before unknown, earlier before later, then text id by code point.
--
-- So whether a pair is a candidate follows from bucket membership, dates and ids alone, whatever came first. Pairs of
-- two documents that were compared before need not be asked again: a new member makes no bucket smaller and, where it
-- becomes the representative, takes part in every new pair itself. It can only take pairs away (a bucket becomes a
-- star, a representative is one no more): `unsupported.sql` names the matches to drop. Taking documents out can add
-- pairs: those that shared a bucket with them are pending then. Buckets count every document of the index, pairs are
-- of pending and compared documents alone: a document still waiting is compared with them at its own turn.
--
-- What an outlet prints on many pages stays in the index: such buckets are stars, hence linear, and verification,
-- which knows the furniture, turns their pairs down. So furniture that comes and goes changes no bucket.
--
-- Buckets with the very same members, as the anchors of one copied story mostly have, are joined once and count as
-- many: members are told apart by their number and two sums of hashes.
WITH bands_held AS MATERIALIZED (
    SELECT h.band, h.document, p.document IS NOT NULL AS fresh
    FROM internal.bands AS h
    SEMI JOIN (SELECT band FROM internal.bands SEMI JOIN pending USING (document)) AS t USING (band)
    LEFT JOIN pending AS p USING (document)
),
bands_buckets AS MATERIALIZED (
    SELECT min(band) AS band, members, $anchor_support AS support
    FROM (
        SELECT band, count(*) AS members, sum(hash(document)) AS one_sum, sum(hash(document, 1)) AS other_sum
        FROM bands_held
        GROUP BY band
        HAVING count(*) > 1
    )
    GROUP BY members, one_sum, other_sum
),
bands_stars AS (
    SELECT b.band, b.support, arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS document
    FROM bands_buckets AS b
    JOIN bands_held AS h USING (band)
    JOIN internal.documents AS d ON d.document = h.document
    WHERE b.members > $bucket_all_pairs
    GROUP BY b.band, b.support
),
anchors_held AS MATERIALIZED (
    SELECT h.anchor, h.document, p.document IS NOT NULL AS fresh
    FROM internal.anchors AS h
    SEMI JOIN (SELECT anchor FROM internal.anchors SEMI JOIN pending USING (document)) AS t USING (anchor)
    LEFT JOIN pending AS p USING (document)
),
anchors_buckets AS MATERIALIZED (
    SELECT min(anchor) AS anchor, members, count(*) AS support
    FROM (
        SELECT anchor, count(*) AS members, sum(hash(document)) AS one_sum, sum(hash(document, 1)) AS other_sum
        FROM anchors_held
        GROUP BY anchor
        HAVING count(*) > 1
    )
    GROUP BY members, one_sum, other_sum
),
anchors_stars AS (
    SELECT b.anchor, b.support, arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS document
    FROM anchors_buckets AS b
    JOIN anchors_held AS h USING (anchor)
    JOIN internal.documents AS d ON d.document = h.document
    WHERE b.members > $bucket_all_pairs
    GROUP BY b.anchor, b.support
),
proposed AS (
    SELECT x.document AS one, y.document AS other, b.support
    FROM bands_buckets AS b
    JOIN bands_held AS x USING (band)
    JOIN bands_held AS y USING (band)
    WHERE b.members <= $bucket_all_pairs AND x.document < y.document AND (x.fresh OR y.fresh)
    UNION ALL
    SELECT least(s.document, y.document), greatest(s.document, y.document), s.support
    FROM bands_stars AS s
    JOIN bands_held AS y USING (band)
    WHERE s.document <> y.document AND (y.fresh OR s.document IN (SELECT document FROM pending))
    UNION ALL
    SELECT x.document AS one, y.document AS other, b.support
    FROM anchors_buckets AS b
    JOIN anchors_held AS x USING (anchor)
    JOIN anchors_held AS y USING (anchor)
    WHERE b.members <= $bucket_all_pairs AND x.document < y.document AND (x.fresh OR y.fresh)
    UNION ALL
    SELECT least(s.document, y.document), greatest(s.document, y.document), s.support
    FROM anchors_stars AS s
    JOIN anchors_held AS y USING (anchor)
    WHERE s.document <> y.document AND (y.fresh OR s.document IN (SELECT document FROM pending))
),
known AS (
    SELECT document FROM pending
    UNION
    SELECT document FROM internal.ledger WHERE stage = 'matches'
),
supported AS (
    SELECT one, other
    FROM proposed
    GROUP BY one, other
    HAVING sum(support) >= $anchor_support
)
SELECT
    CASE WHEN x.document_id < y.document_id THEN s.one ELSE s.other END AS "left",
    CASE WHEN x.document_id < y.document_id THEN s.other ELSE s.one END AS "right"
FROM supported AS s
SEMI JOIN known AS k ON k.document = s.one
SEMI JOIN known AS l ON l.document = s.other
JOIN internal.documents AS x ON x.document = s.one
JOIN internal.documents AS y ON y.document = s.other
ORDER BY "left", "right";
