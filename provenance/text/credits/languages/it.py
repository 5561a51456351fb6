"""Italian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="it",
    name="Italian",
    articles=words("la | le | il | lo | i | gli"),
    name_articles=words("l'"),
    person_particles=words("di | de | della | del"),
    outlet_particles=words("di | della | del | dei"),
    conjunctions=words("e"),
    joints=words("e | ed | con"),
    with_words=words("con"),
    agencies=words("agenzie | l'"),
    outlet_phrases=words("""
        l'agenzia | l'agenzia di stampa | all'agenzia | dell'agenzia | dall'agenzia | il quotidiano | il giornale
        | il sito | il settimanale | l'emittente | la rivista | quotidiano | agenzia | agenzia di stampa
    """),
    agency_phrases=words("l'agenzia | agenzia"),
    no_given_names=words("Agenzia | Giornale | Secondo | Fonte | Foto | Il | La | Lo"),
    name_continuations=words("del | della | dello | dei"),
    # dates
    months=words("""
        gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre | ottobre | novembre
        | dicembre | gen | mag | giu | lug | ago | set | ott | dic
    """),
    date_prepositions=words("il"),
    date_labels=words("pubblicato | aggiornato | pubblicato il | aggiornato il"),
    # bylines
    outlet_jobs=words("inviato di | inviata di | corrispondente di | inviato dell' | corrispondente dell'"),
    byline_openers=words("di | autore | autore:"),
    byline_joiners=words("per"),
    outlet_byline_openers=words("di | autore:"),
    author_labels=words("di | a cura di"),
    outlet_words=words("Gazzetta | Giornale | Corriere | Quotidiano"),
    newsroom_names=words("redazione"),
    byline_block_openers=words("Di | Autor:"),
    # photo credits
    photo_labels=words("foto | fotografia | immagine | credit foto | crediti foto | crediti | foto d'archivio"),
    photo_nouns=words("foto"),
    photo_of=words("di | dell' | dell"),
    # first published elsewhere
    text_nouns=words("articolo | testo | servizio | reportage | contributo"),
    text_determiners=words("questo | quest' | una versione di questo"),
    text_openers=words("articolo | testo | intervista"),
    first_adverbs=words("originariamente | originalmente | inizialmente | per la prima volta"),
    published_verbs=words("pubblicato | apparso | uscito"),
    published_participles=words("pubblicato | apparso | uscito | tratto"),
    published_in=words("su | in | da | dal | sul | sulla | nel"),
    original_links=words("leggi l'articolo originale | leggi l'articolo completo"),
    # source lines, contributions
    source_labels=words("fonte | fonti"),
    contribution_in_brackets=words("con | con informazioni di | con fonti | fonte"),
    contribution_lines=words("con informazioni di | con il contributo di"),
    collaboration=words("con la collaborazione | in collaborazione con"),
    collaboration_of=words("di | dell' | della | l'"),
    newsrooms=words("Redazione | redazione"),
    # attributions
    attribution_before=words("""
        scrive | riporta | scrivono | riportano | secondo | secondo quanto riporta | secondo quanto riportato da
        | secondo quanto riferisce | secondo quanto riferito da | secondo quanto scrive | secondo quanto apprende
        | stando a | come riporta | come riferisce | come scrive | lo riporta | lo riferisce | lo riferiscono
        | lo scrive | ne dà notizia | ne dà notizia l' | citando | riferisce | rende noto | a riportarlo è
        | lo rende noto | lo rivela | citato da | citata da | citati da | secondo un lancio
    """),
    attribution_after=words("riporta | riferisce | scrive | riportato | riferito | riferiscono | rivela"),
    auxiliaries=words("ha | hanno"),
    # mentions
    told_before=words("""
        ha detto a | ha detto all' | ha dichiarato a | ha dichiarato all' | ha spiegato a | ha spiegato all'
        | ha raccontato a | ha raccontato all' | in un'intervista a | in un'intervista al | in un'intervista alla
        | intervistato da | intervistata da | intervistato dal | parlando con | hanno detto a | hanno detto all'
        | ai microfoni di
    """),
    taken_from=words("""
        tratto da | tratto dal | tratto dalla | estratto da | ripreso da | via | per gentile concessione di
        | per gentile concessione de
    """),
    edition_words=words("Online | online | Italia | Sport"),
    no_outlets=words("""
        Ministero | ministero | Polizia | Istat | ISTAT | Istituto | Università | Comune | Regione | Governo
        | Banca | Ufficio | Associazione | elaborazione | Elaborazione | Carabinieri | Questura | Prefettura
        | Wikipedia | interna | Protezione | Camera | Agenzia | Autorità | Ospedale | Tribunale | Procura
        | Fondazione | Federazione | Capitaneria | Azienda | Eurostat
    """),
    agency_words=words("agenzia di stampa | agenzia stampa"),
    outlet_kinds=words("quotidiano | giornale | sito | rivista | agenzia | settimanale | portale"),
    # phrases
    translation_marks=words("Tradotto | Traduzione"),
    translated_from=words("dall' | dal"),
    translated_by=words("di | da"),
    speech_verbs=words("""
        ha detto | hanno detto | ha annunciato | hanno annunciato | ha dichiarato | ha riferito | hanno
        riferito | ha spiegato | fa sapere | reso noto
    """),
    # blocks
    addition_openers=words("ricordiamo che"),
    source_block_labels=words("fonte | fonti"),
    translation_block_openers=words("traduzione | tradotto"),
    agency_block_phrases=words("con"),
    caption_labels=words("foto | immagine"),
    boilerplate=words("pubblicità | advertising"),
    boilerplate_openers=words("leggi anche | riproduzione riservata | iscriviti alla newsletter"),
    related_headings=words("leggi anche | articoli correlati"),
)
