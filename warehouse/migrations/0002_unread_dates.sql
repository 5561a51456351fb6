-- What could not be read of dates: the input's words, kept beside the document.
ALTER TABLE internal.documents ADD COLUMN published_raw VARCHAR;
