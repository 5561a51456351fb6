-- Add the pairs that the buckets just gathered propose to the temporary table `proposed`, with how much speaks for each.
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
-- $fingerprint_support: what a common band counts for; a common anchor counts for one
--
-- Up to $bucket_all_pairs members a bucket proposes all its pairs; a larger one the pairs of its representative with
-- each other member: a star, linear in its members. The representative is the canonical first: known time before
-- unknown, earlier before later, then text id by code point.
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
INSERT INTO proposed
WITH buckets AS MATERIALIZED (
    SELECT is_band, min("key") AS "key", members, CASE WHEN is_band THEN $fingerprint_support ELSE count(*) END AS support
    FROM (
        SELECT is_band, "key", members, sum(hash(document)) AS one_sum, sum(hash(document, 1)) AS other_sum
        FROM held
        GROUP BY is_band, "key", members
    )
    GROUP BY is_band, members, one_sum, other_sum
),
stars AS (
    SELECT
        is_band, "key", b.support,
        arg_min(
            {document: h.document, fresh: h.fresh, known: h.fresh OR h.compared},
            (d.published_at IS NULL, d.published_at, d.document_id)
        ) AS head
    FROM buckets AS b
    JOIN held AS h USING (is_band, "key")
    JOIN internal.documents AS d ON d.document = h.document
    WHERE b.members > $bucket_all_pairs
    GROUP BY is_band, "key", b.support
),
pairs AS (
    SELECT x.document AS one, y.document AS other, b.support
    FROM buckets AS b
    JOIN held AS x USING (is_band, "key")
    JOIN held AS y USING (is_band, "key")
    WHERE b.members <= $bucket_all_pairs AND x.document < y.document
        AND (x.fresh AND (y.fresh OR y.compared) OR y.fresh AND x.compared)
    UNION ALL
    SELECT least(s.head.document, y.document), greatest(s.head.document, y.document), s.support
    FROM stars AS s
    JOIN held AS y USING (is_band, "key")
    WHERE s.head.document <> y.document AND s.head.known AND (y.fresh OR s.head.fresh AND y.compared)
)
SELECT one, other, sum(support) AS support FROM pairs GROUP BY one, other;
