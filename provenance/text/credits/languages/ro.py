"""Romanian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="ro",
    name="Romanian",
    conjunctions=words("și | şi"),
    joints=words("și | şi"),
    outlet_phrases=words("""
        agenția | agenţia | agenției | agenţiei | agenția de presă | agenției de presă | agenţiei de presă
        | cotidianul | cotidianului | ziarul | ziarului | postul | postului | site-ul | site-ului | publicația
        | publicației | televiziunea | televiziunii | revista | revistei
    """),
    agency_phrases=words("agenției"),
    no_given_names=words("Agenția | Ziarul | Potrivit | Sursa | Foto"),
    # dates
    months=words("""
        ianuarie | februarie | martie | aprilie | mai | iunie | iulie | august | septembrie | octombrie | noiembrie
        | decembrie
    """),
    date_labels=words("publicat | actualizat | data publicării | publicat la | actualizat la"),
    # bylines
    byline_openers=words("de | autor | autor:"),
    byline_joiners=words("pentru"),
    outlet_byline_openers=words("autor:"),
    author_labels=words("autor | autori"),
    newsroom_names=words("redacția"),
    byline_block_openers=words("Autor:"),
    # photo credits
    photo_labels=words("foto | sursa foto | sursă foto | fotografie | credit foto | imagine"),
    # first published elsewhere
    text_nouns=words("articol | text | material | interviu"),
    text_determiners=words("acest"),
    text_openers=words("articol | articolul | text"),
    first_adverbs=words("inițial | iniţial | original | pentru prima dată"),
    published_verbs=words("apărut | publicat | preluat"),
    published_participles=words("publicat | apărut | a apărut | a fost publicat | preluat"),
    published_in=words("în | pe | de | din"),
    # source lines, contributions
    source_labels=words("sursa | sursă | surse | sursa foto și text | sursa text | sursa știrii"),
    contribution_in_brackets=words("cu informații de la | cu sprijinul"),
    contribution_lines=words("cu informații de la"),
    newsrooms=words("Redacția | redacția"),
    # attributions
    attribution_before=words("""
        potrivit | conform | informează | relatează | transmite | scrie | notează | anunță | anunţă | citat de
        | citată de | citați de | citate de | preluat de | preluată de | transmit | scriu | după cum relatează
        | după cum scrie | citând
    """),
    attribution_after=words("relatează | informează | transmite | scrie | notează | anunță | relatat | transmis"),
    auxiliaries=words("a | au"),
    # mentions
    told_before=words("""
        a declarat pentru | a spus pentru | a declarat într-un interviu pentru | au declarat pentru
        | într-un interviu pentru | într-un interviu acordat | a explicat pentru | a confirmat pentru
        | a transmis pentru | într-o declarație pentru
    """),
    taken_from=words("""
        preluat din | preluat de pe | preluat de la | articol preluat din | articol preluat de pe | preluare | via
        | cu acordul | prin amabilitatea
    """),
    edition_words=words("Online | online | România | Moldova"),
    no_outlets=words("""
        Ministerul | Poliția | Poliţia | INS | Institutul | Universitatea | Primăria | Prefectura | Guvernul
        | Banca | Consiliul | Agenția Națională | Asociația | Biroul | Wikipedia | proprie | Direcția
        | Inspectoratul | ISU | Spitalul | Tribunalul | Partidul | Muzeul | Fundația | Federația | Compania
        | Autoritatea | ANM | Pompierii | Parchetul
    """),
    agency_words=words("agenția de presă | agenţia de presă | agenția de știri"),
    outlet_kinds=words("""
        ziarul | ziarului | cotidianul | cotidianului | site-ul | revista | agenția | publicația | portalul
    """),
    # phrases
    translation_marks=words("Traducere | Traducerea"),
    translated_from=words("din"),
    translated_by=words("de"),
    speech_verbs=words("""
        a declarat | a anunțat | a anunţat | au anunțat | au anunţat | a spus | a transmis | a precizat | a
        informat | au declarat
    """),
    # blocks
    addition_openers=words("reamintim că | amintim că"),
    source_block_labels=words("sursa | sursă | surse"),
    translation_block_openers=words("traducere | traducerea"),
    caption_labels=words("foto | sursa foto"),
    boilerplate=words("publicitate"),
    boilerplate_openers=words("citește și | citeşte și | citiți și | vezi și"),
    related_headings=words("citește și | vezi și"),
)
