-- Which spans of a document are not its body: repeats, boilerplate, and what its outlet puts on many pages?
CREATE OR REPLACE VIEW internal.skips AS
SELECT document, start, stop FROM internal.repeats
UNION
SELECT document, start, stop FROM internal.blocks WHERE kind = 'boilerplate'
UNION
SELECT b.document, b.start, b.stop
FROM internal.blocks AS b
JOIN internal.documents AS d USING (document)
JOIN internal.boilerplate AS f ON f.outlet_id = d.outlet_id AND f.text_hash = b.text_hash;
