"""Italian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="it",
    name="Italian",
    articles=words("la | le | il"),
    name_articles=words("l'"),
    outlet_particles=words("di"),
    no_given_names=words("Agenzia"),
    byline_openers=words("di | autore | autore:"),
    outlet_byline_openers=words("di | autore:"),
    newsroom_names=words("redazione"),
    byline_block_openers=words("Di | Autor:"),
    photo_nouns=words("foto"),
    photo_of=words("di"),
    source_labels=words("fonte | fonti"),
    source_block_labels=words("fonte"),
    attribution_after=words("riporta | riferisce | scrive"),
    auxiliaries=words("ha | hanno"),
    translation_marks=words("Tradotto | Traduzione"),
)
