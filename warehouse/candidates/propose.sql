-- Add the pairs that the buckets just gathered propose to the temporary table `proposed_pairs`, with their support.
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
-- $fingerprint_support: support of a common band; a common fingerprint counts 1
--
-- Up to $bucket_all_pairs members a bucket proposes all its pairs; a larger one the pairs of its representative with
-- each other member: a star, linear in its members. The representative is the canonical first: known time before
-- unknown, earlier before later, then text id by code point.
--
-- So whether a pair is a candidate follows from bucket membership, dates and ids alone, whatever was added first. Pairs
-- of two documents that were compared before need not be proposed again: a new member makes no bucket smaller and, where
-- it becomes the representative, takes part in every new pair itself. It can only take pairs away (a bucket becomes a
-- star, a document ceases to be the representative): `unsupported.sql` names the matches to delete. Removing documents
-- can add pairs: those that shared a bucket with them are pending then. Buckets count every document of the index, pairs
-- are of pending and compared documents alone: a document still waiting is compared with them at its own turn.
--
-- What an outlet prints on many pages stays in the index: such buckets are stars, hence linear, and verification,
-- which leaves boilerplate out, rejects their pairs. So boilerplate that comes and goes changes no bucket.
--
-- Buckets with the very same members, as the fingerprints of one copied story mostly have, are joined once and count as
-- many: members are told apart by their number and two sums of hashes.
INSERT INTO proposed_pairs
WITH buckets AS MATERIALIZED (
    SELECT is_band, min("key") AS "key", members, CASE WHEN is_band THEN $fingerprint_support ELSE count(*) END AS support
    FROM (
        SELECT is_band, "key", members, sum(hash(document)) AS first_sum, sum(hash(document, 1)) AS second_sum
        FROM bucket_members
        GROUP BY is_band, "key", members
    ) AS summed
    GROUP BY is_band, members, first_sum, second_sum
),
stars AS (
    SELECT
        b.is_band, b."key", b.support,
        min_by(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) AS head,
        min_by(h.is_pending, (d.published_at IS NULL, d.published_at, d.document_id)) AS is_pending,
        min_by(h.compared, (d.published_at IS NULL, d.published_at, d.document_id)) AS compared
    FROM buckets AS b
    JOIN bucket_members AS h ON h.is_band = b.is_band AND h."key" = b."key"
    JOIN internal.documents AS d ON d.document = h.document
    WHERE b.members > $bucket_all_pairs
    GROUP BY b.is_band, b."key", b.support
),
pairs AS (
    SELECT x.document AS first, y.document AS second, b.support
    FROM buckets AS b
    JOIN bucket_members AS x ON x.is_band = b.is_band AND x."key" = b."key"
    JOIN bucket_members AS y ON y.is_band = b.is_band AND y."key" = b."key"
    WHERE b.members <= $bucket_all_pairs AND x.document < y.document
        AND (x.is_pending AND (y.is_pending OR y.compared) OR y.is_pending AND x.compared)
    UNION ALL
    SELECT least(s.head, y.document), greatest(s.head, y.document), s.support
    FROM stars AS s
    JOIN bucket_members AS y ON y.is_band = s.is_band AND y."key" = s."key"
    WHERE s.head <> y.document AND (s.is_pending OR s.compared) AND (y.is_pending OR s.is_pending AND y.compared)
)
SELECT first, second, sum(support) AS support FROM pairs GROUP BY first, second;
