-- What do the documents with vectors say, in few bits?
SELECT document, language, size, bits FROM internal.document_simhashes ORDER BY document, language;
