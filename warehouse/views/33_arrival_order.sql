-- Which outlet surely had a story before which, by dates or because the other took it from there?
CREATE OR REPLACE VIEW internal.arrival_order AS
SELECT
    chain_id, earlier, later
FROM internal.arrival_order_of(NULL);
