-- Gather the buckets that `pending` documents share with others, with all members, in the temporary table `bucket_members`.
-- $partitions: partitions in which the keys of a large corpus are gathered, by themselves, so that they fit into memory
-- $partition: the partition that is gathered, from 0
--
-- A bucket is the documents with one band key (`is_band`), or with one winnowed fingerprint. Of each member it is told
-- whether it is pending (`is_pending`) and whether it has been compared before; one that is neither waits for its own
-- turn, and counts as a member nonetheless. Each index is read by a statement of its own: of their union neither could
-- skip what holds no pending document, which takes twice as long.
-- Keys are hashes themselves, so that the rest of their division tells the partition.
CREATE OR REPLACE TEMPORARY TABLE bucket_members AS
WITH pending_keys AS (
    SELECT DISTINCT band
    FROM internal.bands
    SEMI JOIN pending USING (document)
    WHERE abs(band % $partitions) = $partition
),
members AS MATERIALIZED (
    SELECT band, document
    FROM internal.bands
    SEMI JOIN pending_keys USING (band)
    WHERE abs(band % $partitions) = $partition
),
shared AS (SELECT band, count(*) AS size FROM members GROUP BY band HAVING count(*) > 1),
shared_members AS MATERIALIZED (SELECT h.band, h.document, s.size FROM members AS h JOIN shared AS s ON s.band = h.band),
compared AS (
    SELECT DISTINCT document
    FROM internal.ledger
    SEMI JOIN (SELECT DISTINCT document FROM shared_members) AS h USING (document)
    WHERE stage = 'matches'
)
SELECT
    TRUE AS is_band, h.band AS "key", h.document, h.size AS members,
    p.document IS NOT NULL AS is_pending, c.document IS NOT NULL AS compared
FROM shared_members AS h
LEFT JOIN pending AS p ON p.document = h.document
LEFT JOIN compared AS c ON c.document = h.document;
INSERT INTO bucket_members
WITH pending_keys AS (
    SELECT DISTINCT fingerprint
    FROM internal.winnowed_fingerprints
    SEMI JOIN pending USING (document)
    WHERE fingerprint % $partitions = $partition
),
members AS MATERIALIZED (
    SELECT fingerprint, document
    FROM internal.winnowed_fingerprints
    SEMI JOIN pending_keys USING (fingerprint)
    WHERE fingerprint % $partitions = $partition
),
shared AS (SELECT fingerprint, count(*) AS size FROM members GROUP BY fingerprint HAVING count(*) > 1),
shared_members AS MATERIALIZED (
    SELECT h.fingerprint, h.document, s.size FROM members AS h JOIN shared AS s ON s.fingerprint = h.fingerprint
),
compared AS (
    SELECT DISTINCT document
    FROM internal.ledger
    SEMI JOIN (SELECT DISTINCT document FROM shared_members) AS h USING (document)
    WHERE stage = 'matches'
)
SELECT
    FALSE, h.fingerprint, h.document, h.size AS members,
    p.document IS NOT NULL, c.document IS NOT NULL
FROM shared_members AS h
LEFT JOIN pending AS p ON p.document = h.document
LEFT JOIN compared AS c ON c.document = h.document;
