"""Credits as text: rule templates, the word lists of languages, patterns of blocks, and the gazetteer of outlets."""
