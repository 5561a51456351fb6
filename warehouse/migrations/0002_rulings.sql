-- Documents as they came move to the schema internal: `documents` is a view that shows them as people have ruled.
CREATE TABLE internal.documents (
    document INTEGER NOT NULL,
    document_id VARCHAR NOT NULL,
    base_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    outlet_id VARCHAR,
    url VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    metadata VARCHAR,
    language VARCHAR,
    published_at TIMESTAMP,
    published_precision VARCHAR,
    published_basis VARCHAR,
    retrieved_at TIMESTAMP,
    added_at TIMESTAMP NOT NULL,
    origin VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    bytes INTEGER NOT NULL,
    text VARCHAR NOT NULL USING COMPRESSION zstd
);

INSERT INTO internal.documents SELECT * FROM documents ORDER BY document;

DROP TABLE documents;
