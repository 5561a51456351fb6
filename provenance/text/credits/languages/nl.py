"""Dutch."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="nl",
    name="Dutch",
    person_particles=words("van"),
    joints=words("en"),
    source_labels=words("bron"),
    boilerplate=words("advertentie"),
)
