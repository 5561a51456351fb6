-- The template that a document is a page of: the internal key of its first page.
ALTER TABLE internal.groups ADD COLUMN template INTEGER;
