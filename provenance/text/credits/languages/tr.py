"""Turkish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="tr",
    name="Turkish",
    photo_labels=words("fotoğraf"),
    photo_provided=words("tarafından servis"),
    source_labels=words("kaynak"),
)
