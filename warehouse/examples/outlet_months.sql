-- Which outlets took agency copy in a month, and in how many documents was no credit found?
SELECT outlet_id, "month", documents, from_wires, from_wires_uncredited
FROM outlet_months
WHERE from_wires > 0
ORDER BY from_wires_uncredited DESC, outlet_id, "month";
