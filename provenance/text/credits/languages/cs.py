"""Czech."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="cs",
    name="Czech",
    joints=words("a"),
    outlet_phrases=words("""
        agentura | agentury | agentuře | agenturu | agenturou | agentur | agentury a | tisková agentura
        | tiskové agentury | deník | deníku | list | listu | server | serveru | televize | stanice | týdeník
        | týdeníku | časopis | časopisu | web | webu
    """),
    agency_phrases=words("agentury"),
    no_given_names=words("Agentura | Deník | Podle | Zdroj | Foto"),
    # dates
    months=words("""
        ledna | února | března | dubna | května | června | července | srpna | září | října | listopadu | prosince
    """),
    date_labels=words("publikováno | aktualizováno | zveřejněno"),
    case_endings=words("u | ů | ě | ech | ách | ích | ého | ém"),
    # bylines
    desk_labels=words("red. | zpracoval | zpracovala"),
    byline_openers=words("autor: | text:"),
    byline_joiners=words("pro"),
    outlet_byline_openers=words("autor: | text:"),
    author_labels=words("autor | autorka"),
    newsroom_names=words("redakce"),
    byline_block_openers=words("Autor: | Text:"),
    # photo credits
    photo_labels=words("foto | fotografie | snímek | ilustrační foto | ilustrační snímek"),
    # first published elsewhere
    text_nouns=words("článek | text | rozhovor | komentář"),
    text_determiners=words("tento | tenhle"),
    text_openers=words("článek | text | rozhovor"),
    first_adverbs=words("původně | poprvé"),
    published_verbs=words("vyšel | publikován | zveřejněn | převzat"),
    published_participles=words("vyšel | publikován | zveřejněn | převzat"),
    published_in=words("v | ve | na | z | ze"),
    # source lines, contributions
    source_labels=words("zdroj | zdroje"),
    contribution_in_brackets=words("s využitím zpráv | s přispěním | s použitím zpráv"),
    contribution_lines=words("s využitím zpráv | s přispěním"),
    newsrooms=words("Redakce | redakce"),
    # attributions
    attribution_before=words("""
        informovala o tom | informoval o tom | uvedla to | napsala to | napsal to | oznámila to | podle
        | podle zprávy | podle informací | uvedla | uvedl | uvádí | informovala | informoval | informuje | napsala
        | napsal | píše | jak uvedla | jak uvedl | jak napsal | jak informovala | jak píše | s odvoláním na
        | s odkazem na | cituje | oznámila | sdělila | upozornil | upozornila
    """),
    attribution_after=words("""
        uvedla | uvedl | uvádí | informovala | informoval | informuje | napsala | napsal | píše | oznámila | hlásí
    """),
    # mentions
    told_before=words("""
        řekl | řekla | řekli | v rozhovoru pro | v rozhovoru s | potvrdil | potvrdila | sdělil | prohlásil pro
        | řekl pro | řekla pro
    """),
    told_to=words("agentuře | deníku | listu | televizi | serveru"),
    taken_from=words("převzato z | převzato ze | se svolením | se souhlasem | s laskavým svolením | podle | zdroj –"),
    edition_words=words("Online | online"),
    no_outlets=words("""
        Ministerstvo | ministerstvo | Policie | policie | ČSÚ | Úřad | úřad | Univerzita | univerzita
        | Institut | ústav | Banka | banka | Městský | Krajský | vlastní | archiv | Wikipedie | Hasiči | Nadace
        | Svaz | Obec | Kancelář | Nemocnice | Soud | Strana | Muzeum | Komora | Magistrát | ČHMÚ | Správa
        | Ředitelství | Unie
    """),
    agency_words=words("tisková agentura"),
    outlet_kinds=words("""
        deník | deníku | agentura | agentury | server | serveru | web | webu | týdeník | časopis | časopisu | list
        | listu
    """),
    # phrases
    translation_marks=words("Překlad | Přeložil | Přeložila"),
    speech_verbs=words("""
        řekl | řekla | uvedl | uvedla | uvedlo | oznámil | oznámila | oznámilo | informoval | informovala
        | sdělil | sdělila | sdělilo
    """),
    # blocks
    addition_openers=words("připomeňme"),
    source_block_labels=words("zdroj | zdroje"),
    translation_block_openers=words("překlad | přeložil"),
    caption_labels=words("foto | snímek"),
    boilerplate=words("reklama | inzerce"),
    boilerplate_openers=words("čtěte také | přečtěte si také | čtěte více"),
    related_headings=words("čtěte také | související články"),
)
