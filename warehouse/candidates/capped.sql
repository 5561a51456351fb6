-- How many buckets of pending documents propose no more than a star, and how many pairs are left out for that reason?
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
--
-- The buckets are those of `buckets.sql`. A pair counts in each such bucket that holds it; another bucket
-- may still propose it. A large bucket of n members, f of them pending, has n(n-1)/2 - (n-f)(n-f-1)/2 pairs
-- with a pending one, and proposes those of its representative: f, or n - 1 where all are pending.
WITH buckets AS (
    SELECT members, count(*) FILTER (WHERE is_pending) AS pending
    FROM bucket_members
    WHERE members > $bucket_all_pairs
    GROUP BY is_band, "key", members
),
totals AS (
    SELECT
        count(*) AS buckets,
        sum(
            members * (members - 1) // 2 - (members - pending) * (members - pending - 1) // 2
            - least(pending, members - 1)
        ) AS pairs
    FROM buckets
)
SELECT 'large_buckets' AS reason, CAST(buckets AS BIGINT) AS pairs FROM totals WHERE buckets > 0
UNION ALL
SELECT 'pairs_in_large_buckets', CAST(pairs AS BIGINT) FROM totals WHERE buckets > 0
ORDER BY reason;
