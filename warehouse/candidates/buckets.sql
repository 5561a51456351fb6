-- Gather the buckets that `pending` documents share with others, with all their members, as the temporary table `held`.
-- $parts: parts that the keys of a large corpus are gathered in, by their hash, so that they fit into memory
-- $part: the part that is gathered, from 0
--
-- A bucket is the documents with one band key (`is_band`), or with one anchor. Of each member is told whether it is
-- pending (`fresh`) and whether it was compared before; one that is neither waits for its own turn, and counts as a
-- member all the same. Each index is read by a statement of its own: of their union neither could skip what does not
-- hold a single new document, which takes twice as long.
-- A hash is unsigned: by a signed number it would be divided as a number of 128 bits, ten times as slowly.
CREATE OR REPLACE TEMPORARY TABLE held AS
WITH asked AS (
    SELECT DISTINCT band
    FROM internal.bands
    SEMI JOIN pending USING (document)
    WHERE $parts = 1 OR hash(band) % CAST($parts AS UBIGINT) = CAST($part AS UBIGINT)
),
held AS MATERIALIZED (
    SELECT band, document
    FROM internal.bands
    SEMI JOIN asked USING (band)
    WHERE $parts = 1 OR hash(band) % CAST($parts AS UBIGINT) = CAST($part AS UBIGINT)
),
shared AS (SELECT band, count(*) AS members FROM held GROUP BY band HAVING count(*) > 1),
holding AS MATERIALIZED (SELECT h.band, h.document, s.members FROM held AS h JOIN shared AS s USING (band)),
compared AS (
    SELECT DISTINCT document
    FROM internal.ledger
    SEMI JOIN (SELECT DISTINCT document FROM holding) AS h USING (document)
    WHERE stage = 'matches'
)
SELECT
    TRUE AS is_band, h.band AS "key", h.document, h.members,
    p.document IS NOT NULL AS fresh, c.document IS NOT NULL AS compared
FROM holding AS h
LEFT JOIN pending AS p USING (document)
LEFT JOIN compared AS c USING (document);
INSERT INTO held
WITH asked AS (
    SELECT DISTINCT anchor
    FROM internal.winnowed_fingerprints
    SEMI JOIN pending USING (document)
    WHERE $parts = 1 OR hash(anchor) % CAST($parts AS UBIGINT) = CAST($part AS UBIGINT)
),
held AS MATERIALIZED (
    SELECT anchor, document
    FROM internal.winnowed_fingerprints
    SEMI JOIN asked USING (anchor)
    WHERE $parts = 1 OR hash(anchor) % CAST($parts AS UBIGINT) = CAST($part AS UBIGINT)
),
shared AS (SELECT anchor, count(*) AS members FROM held GROUP BY anchor HAVING count(*) > 1),
holding AS MATERIALIZED (SELECT h.anchor, h.document, s.members FROM held AS h JOIN shared AS s USING (anchor)),
compared AS (
    SELECT DISTINCT document
    FROM internal.ledger
    SEMI JOIN (SELECT DISTINCT document FROM holding) AS h USING (document)
    WHERE stage = 'matches'
)
SELECT
    FALSE, h.anchor, h.document, h.members,
    p.document IS NOT NULL, c.document IS NOT NULL
FROM holding AS h
LEFT JOIN pending AS p USING (document)
LEFT JOIN compared AS c USING (document);
