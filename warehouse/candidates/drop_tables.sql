-- Drop the temporary tables of buckets and proposed pairs.
DROP TABLE proposed_pairs;
DROP TABLE demoted;
DROP TABLE bucket_members;
