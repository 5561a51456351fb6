-- How are documents related: which derive from which, and which share text while nothing decides the direction?
CREATE OR REPLACE VIEW relations AS
SELECT
    document_id, source_id, outlet_id, source_outlet_id, TRUE AS directed, relation, credited, share_of_document,
    share_of_source, confidence
FROM main.edges
UNION ALL
SELECT
    left_id, right_id, left_outlet_id, right_outlet_id, FALSE, 'undetermined', NULL, contained_left, contained_right, NULL
FROM main.undetermined;
