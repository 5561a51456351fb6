-- Which edges `watch` has announced; the row with an empty document says that it has begun.
CREATE TABLE internal.announced (document_id VARCHAR NOT NULL, source VARCHAR NOT NULL, announced_at TIMESTAMP NOT NULL);
