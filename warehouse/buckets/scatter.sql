-- Let go of the buckets that were gathered.
DROP TABLE bands_held;
DROP TABLE anchors_held;
