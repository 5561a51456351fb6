-- From which sources does each document derive, through how many hands, and how sure is the weakest step between them?
-- One row for each way up: `via_id` is the document's own source on it.
CREATE OR REPLACE VIEW internal.lineage AS
SELECT document_id, ancestor_id, ancestor_outlet_id, via_id, hands, confidence, way FROM internal.lineage_of(NULL);
