"""Dutch."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="nl",
    name="Dutch",
    articles=words("de | het"),
    person_particles=words("van | de | den | der"),
    outlet_particles=words("van | voor"),
    conjunctions=words("en"),
    joints=words("en | met"),
    outlet_phrases=words("""
        het Franse persbureau | het Britse persbureau | het Amerikaanse persbureau | het Duitse persbureau
        | persbureau | het persbureau | nieuwsagentschap | het nieuwsagentschap | de krant | dagblad | het dagblad
        | de zender | omroep | de omroep | nieuwssite | de nieuwssite | de website | weekblad | tijdschrift
    """),
    agency_phrases=words("persbureau | het persbureau"),
    no_given_names=words("De | Het | Persbureau | Volgens | Bron | Foto | Dagblad"),
    # dates
    months=words("""
        januari | februari | maart | april | mei | juni | juli | augustus | september | oktober | november
        | december | mrt | okt
    """),
    date_prepositions=words("op"),
    date_labels=words("gepubliceerd | gepubliceerd op | bijgewerkt | laatst bijgewerkt"),
    # bylines
    byline_openers=words("door"),
    byline_joiners=words("voor"),
    outlet_byline_openers=words("door"),
    author_labels=words("door"),
    outlet_words=words("Courant | Dagblad | Nieuwsblad"),
    newsroom_names=words("redactie"),
    byline_block_openers=words("Door"),
    # photo credits
    photo_labels=words("foto | foto's | beeld | fotocredit | archieffoto"),
    photo_nouns=words("foto"),
    photo_of=words("van"),
    # first published elsewhere
    text_nouns=words("artikel | bericht | verhaal | stuk | opiniestuk"),
    text_determiners=words("dit | een versie van dit"),
    text_openers=words("artikel"),
    first_adverbs=words("eerder | oorspronkelijk | eerst"),
    published_verbs=words("verscheen | verschenen | gepubliceerd | geplaatst"),
    published_participles=words("verschenen | gepubliceerd | overgenomen"),
    published_in=words("in | op | bij | door | van | uit"),
    original_links=words("lees het originele artikel | lees het oorspronkelijke artikel"),
    # source lines, contributions
    source_labels=words("bron | bronnen"),
    contribution_in_brackets=words("met medewerking van | met informatie van | met berichten van"),
    contribution_lines=words("met medewerking van | met informatie van | met berichten van"),
    newsrooms=words("Redactie | redactie"),
    # attributions
    attribution_before=words("""
        volgens | aldus | zo meldt | zo melden | meldt | melden | zo schrijft | zo bericht | dat meldt | dat melden
        | dat schrijft | dat bericht | dit meldt | dit schrijft | zoals gemeld door | op gezag van
        | onder verwijzing naar | citeert | bericht
    """),
    attribution_after=words("meldt | meldde | melden | bericht | berichtte | schrijft | schreef | gemeld"),
    auxiliaries=words("heeft | hebben"),
    # mentions
    told_before=words("""
        zei tegen | zegt tegen | zeggen tegen | zeiden tegen | vertelde aan | vertelt aan | liet weten aan
        | laat weten aan | in gesprek met | in een interview met | in een vraaggesprek met | bevestigde aan
        | bevestigt aan | verklaarde tegenover | tegenover
    """),
    told_to=words("persbureau | de krant | het persbureau"),
    taken_from=words("overgenomen uit | overgenomen van | met toestemming van | met dank aan | afkomstig uit | via"),
    no_outlets=words("""
        ministerie | Ministerie | Politie | politie | gemeente | Gemeente | CBS | Universiteit | universiteit
        | Instituut | instituut | Raad | Bank | bank | Rijksoverheid | eigen | Wikipedia | Vereniging
        | Stichting | Kamer | Dienst | dienst | Havenbedrijf | Ziekenhuis | Rechtbank | Brandweer
        | Veiligheidsregio | KNMI | Rijkswaterstaat | Partij
    """),
    edition_words=words("Online | online | Sport"),
    agency_words=words("persbureau"),
    agencies=words("persbureaus | agentschappen"),
    outlet_kinds=words("""
        krant | dagblad | weekblad | persbureau | nieuwssite | website | omroep | zender | tijdschrift
    """),
    # phrases
    translation_marks=words("Vertaling | Vertaald"),
    translated_from=words("uit het"),
    translated_by=words("door"),
    speech_verbs=words("""
        zei | zeiden | zegt | meldde | meldden | meldt | bekendgemaakt | maakte bekend | laten weten | liet
        weten
    """),
    # blocks
    addition_openers=words("eerder werd bekend"),
    source_block_labels=words("bron | bronnen"),
    translation_block_openers=words("vertaling | vertaald"),
    caption_labels=words("foto | beeld"),
    boilerplate=words("advertentie"),
    boilerplate_openers=words("lees ook | lees verder | meld je aan voor"),
    related_headings=words("lees ook"),
)
