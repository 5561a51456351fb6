"""Polish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(tag="pl", name="Polish", byline_tails=words("w"), source_labels=words("źródło"))
