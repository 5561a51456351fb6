-- Where does each document go back to: its root, the hands between, and the credits it gives?
-- One row a document: the likeliest root stands there, `roots` counts them. A document that derives from nothing is its own.
CREATE OR REPLACE VIEW origins AS
SELECT
    document_id, outlet_id, title, published_at, published_until, root_id, root_outlet_id, hands, via_id, root_unseen,
    weakest_confidence, sources, roots, credited_outlets, reported_outlets, photo_outlets, credit_status
FROM internal.origins_of(NULL);
