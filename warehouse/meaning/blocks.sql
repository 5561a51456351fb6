-- How much does each document say in each language, block by block?
SELECT document, block, kind, start, stop, language, text_hash FROM internal.blocks ORDER BY document, block;
