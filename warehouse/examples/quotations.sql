-- Which quotations do most outlets print, and where were they first?
SELECT quotation, speakers, outlets, documents, first_from
FROM quotations
ORDER BY outlets DESC, documents DESC, quotation_key
LIMIT 4;
