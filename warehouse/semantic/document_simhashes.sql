-- What are the SimHash codes of the documents whose sentences have vectors?
SELECT document, language, size, bits FROM internal.document_simhashes ORDER BY document, language;
