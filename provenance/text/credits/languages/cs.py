"""Czech."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(tag="cs", name="Czech", source_labels=words("zdroj"))
