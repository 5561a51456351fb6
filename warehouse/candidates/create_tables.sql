-- Create temporary tables for the pairs that buckets propose, and for documents whose pairs may have lost support.
CREATE OR REPLACE TEMPORARY TABLE proposed_pairs (first INTEGER, second INTEGER, support BIGINT);
CREATE OR REPLACE TEMPORARY TABLE demoted (document INTEGER);
