-- Which pairs of documents share text while nothing decides which derives from which?
CREATE OR REPLACE VIEW undetermined AS
SELECT
    left_id, right_id, left_outlet_id, right_outlet_id, kind, similarity, jaccard, contained_left, contained_right,
    passage_count
FROM internal.undetermined_of(NULL);
