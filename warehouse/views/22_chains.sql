-- Along which chains did each story travel, from its first known source to every document that derives from it?
CREATE OR REPLACE VIEW chains AS
SELECT
    chain_id, root_id, root_outlet_id, document_id, depth, path, outlet_path, relation, credited, edge_confidence,
    weakest_confidence
FROM internal.chains_from(NULL);
