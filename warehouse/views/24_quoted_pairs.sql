-- Which pairs of documents, by their keys, share quotations and nothing else?
-- In an edited passage either side can have words of its own between two quotations: the side with fewer characters
-- outside quotation marks decides. A passage ends with a word, so the text is taken with the full stop and mark after it.
CREATE OR REPLACE VIEW internal.quoted_pairs AS
SELECT "left", "right", passages, characters, longest FROM internal.quoted_pairs_of(NULL);
