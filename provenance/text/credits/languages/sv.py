"""Swedish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(tag="sv", name="Swedish", joints=words("och"))
