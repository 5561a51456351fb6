-- When a document was changed last, as its record, page or text say: no date of publication, which is not later.
ALTER TABLE internal.documents ADD COLUMN modified_at TIMESTAMP;
