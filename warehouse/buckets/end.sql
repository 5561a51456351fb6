-- Let go of what was gathered from the buckets.
DROP TABLE proposed;
DROP TABLE moved;
DROP TABLE IF EXISTS bands_held;
DROP TABLE IF EXISTS anchors_held;
