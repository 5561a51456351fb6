-- Let go of what was gathered from the buckets.
DROP TABLE proposed;
DROP TABLE moved;
DROP TABLE held;
