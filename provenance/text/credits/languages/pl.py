"""Polish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="pl",
    name="Polish",
    joints=words("i | oraz"),
    outlet_phrases=words("""
        agencja | agencji | agencję | agencją | agencja prasowa | agencji prasowej | agencję prasową | agencje
        | dziennik | dziennika | dziennikiem | gazeta | gazety | gazetę | telewizja | telewizji | portal | portalu
        | serwis | serwisu | stacja | stacji | tygodnik | tygodnika | magazyn | magazynu
    """),
    agency_phrases=words("agencji"),
    no_given_names=words("Agencja | Dziennik | Gazeta | Według | Jak | Za | Fot | Źródło"),
    # dates
    months=words("""
        stycznia | lutego | marca | kwietnia | maja | czerwca | lipca | sierpnia | września | października
        | listopada | grudnia
    """),
    date_labels=words("opublikowano | aktualizacja | data publikacji"),
    case_endings=words("u | ego | emu | ej | ach | ami | ym | ów | ie | cie"),
    # bylines
    desk_labels=words("oprac. | opr. | opracowanie | red."),
    byline_openers=words("""
        autor: | tekst: | opracowanie: | oprac. | opr. | opracował: | opracowała: | opracował | opracowała
    """),
    byline_joiners=words("dla"),
    outlet_byline_openers=words("autor: | oprac. | opr."),
    byline_tails=words("w"),
    author_labels=words("autor | autorka | opracowanie"),
    outlet_words=words("Gazeta | Dziennik | Kurier | Głos | Tygodnik"),
    newsroom_names=words("redakcja"),
    byline_block_openers=words("Autor: | Tekst:"),
    # photo credits
    photo_labels=words("fot. | foto | zdjęcie | zdjęcia | fotografia | fot"),
    photo_headings=words("Fot. | fot."),
    # first published elsewhere
    text_nouns=words("artykuł | tekst | materiał | wywiad"),
    text_determiners=words("ten | niniejszy"),
    text_openers=words("artykuł | tekst | wywiad"),
    first_adverbs=words("pierwotnie | pierwszy raz | po raz pierwszy | oryginalnie"),
    published_verbs=words("ukazał się | opublikowany | opublikowano | pochodzi"),
    published_participles=words("ukazał się | opublikowany | został opublikowany | pochodzi"),
    published_in=words("w | na | przez | z | na łamach"),
    # source lines, contributions
    source_labels=words("źródło | źródła"),
    contribution_in_brackets=words("z wykorzystaniem materiałów | na podstawie | na podstawie informacji"),
    contribution_lines=words("na podstawie informacji | z wykorzystaniem materiałów"),
    newsrooms=words("Redakcja | redakcja"),
    # attributions
    attribution_before=words("""
        według | zdaniem | jak podaje | jak podała | jak podał | jak podają | jak informuje | jak poinformowała
        | jak poinformował | jak donosi | jak pisze | podaje | podała | podał | poinformowała | poinformował
        | informuje | donosi | powołując się na | cytowany przez | cytowana przez | przekazała | przekazał
        | przekazuje | relacjonuje | w depeszy
    """),
    attribution_after=words("""
        podaje | podała | podał | informuje | poinformowała | poinformował | donosi | pisze | napisał | napisała
        | przekazała | przekazał | relacjonuje
    """),
    suffixed_reports=words("podaje | podała | informuje | donosi"),
    # mentions
    told_before=words("""
        powiedział | powiedziała | powiedzieli | w rozmowie z | w wywiadzie dla | w wypowiedzi dla | rozmówca
        | przekazał w rozmowie z | przekazała w rozmowie z | wyjaśnił w rozmowie z | przyznał w rozmowie z
    """),
    told_to=words("agencji | dziennikowi | gazecie | stacji | portalowi"),
    taken_from=words("przedruk z | przedruk za | przedruk za zgodą | za zgodą | za | na podstawie | źródło –"),
    no_outlets=words("""
        Ministerstwo | ministerstwo | Policja | policja | GUS | Urząd | urząd | Uniwersytet | Instytut | Bank
        | Rada | Komenda | własne | Opracowanie | opracowanie | Wikipedia | Stowarzyszenie | Fundacja | Straż
        | materiały | Izba | Zarząd | Szpital | Sąd | Prokuratura | Partia | Muzeum | Komisja | Starostwo
        | Gmina | Biuro | IMGW | Eurostat
    """),
    agency_words=words("agencja prasowa | agencja informacyjna"),
    edition_words=words("Online | online | Polska | Polsat"),
    outlet_kinds=words("""
        portal | portalu | dziennik | dziennika | gazeta | gazety | agencja | agencji | tygodnik | tygodnika | serwis
        | serwisu
    """),
    # phrases
    translation_marks=words("Tłumaczenie | Tłumaczył | Tłumaczyła | Przełożył | Przełożyła"),
    speech_verbs=words("powiedział* | poinformował* | podał* | przekazał* | oświadczył* | ogłosił* | dodał*"),
    # blocks
    addition_openers=words("przypomnijmy"),
    source_block_labels=words("źródło | źródła"),
    translation_block_openers=words("tłumaczenie | tłumaczył"),
    caption_labels=words("fot. | foto | zdjęcie"),
    boilerplate=words("reklama"),
    boilerplate_openers=words("czytaj także | czytaj też | zobacz także | przeczytaj także"),
    related_headings=words("czytaj także | zobacz także"),
)
