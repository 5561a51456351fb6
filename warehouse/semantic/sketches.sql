-- What do the documents with vectors say, in few bits?
SELECT document, language, size, bits FROM internal.sketches ORDER BY document, language;
