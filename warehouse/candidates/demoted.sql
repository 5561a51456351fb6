-- Add the documents whose pairs may have lost support in the buckets just gathered to the temporary table `demoted`.
-- $bucket_all_pairs: members up to which a bucket proposes all its pairs
--
-- A pair of documents compared before loses support only in a bucket that others have turned from all pairs into a star,
-- or that has another representative now.
INSERT INTO demoted
WITH changed_buckets AS (
    SELECT is_band, "key"
    FROM bucket_members AS h
    JOIN internal.documents AS d ON d.document = h.document
    WHERE h.members > $bucket_all_pairs
    GROUP BY is_band, "key"
    HAVING count(*) FILTER (h.compared) <= $bucket_all_pairs
        OR arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id))
            <> arg_min(h.document, (d.published_at IS NULL, d.published_at, d.document_id)) FILTER (h.compared)
)
SELECT DISTINCT document FROM bucket_members SEMI JOIN changed_buckets USING (is_band, "key") WHERE compared;
