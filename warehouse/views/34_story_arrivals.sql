-- In which order did each story reach the outlets that carry it, as far as dates and derivations tell?
-- One row for each story (chain) and outlet. Its first document was published between `first_from` and `first_until`; its
-- place among the outlets is between `rank_from` and `rank_to`: the two differ where a tie cannot be told.
CREATE OR REPLACE VIEW story_arrivals AS
SELECT
    story_id, outlet_id, documents, hands, first_from, first_until, rank_from, rank_to, outlets, hours_after_first,
    least_hours_after_first, most_hours_after_first
FROM internal.story_arrivals_of(NULL);
