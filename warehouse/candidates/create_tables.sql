-- Make room for what buckets propose, and for documents whose pairs may have lost support.
CREATE OR REPLACE TEMPORARY TABLE proposed (one INTEGER, other INTEGER, support BIGINT);
CREATE OR REPLACE TEMPORARY TABLE moved (document INTEGER);
