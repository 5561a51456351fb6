"""Hungarian."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="hu",
    name="Hungarian",
    articles=words("a | az"),
    conjunctions=words("és"),
    joints=words("és"),
    outlet_phrases=words("""
        a hírügynökség | hírügynökség | távirati iroda | a lap | a napilap | a hírportál | a brit | az amerikai
        | a francia | a német | a brit hírügynökség
    """),
    no_given_names=words("A | Az | Forrás | Fotó"),
    # dates
    months=words("""
        január | február | március | április | május | június | július | augusztus | szeptember | október | november
        | december
    """),
    date_labels=words("megjelent | frissítve | közzétéve"),
    case_endings=words("ban | ben | ból | ből | on | en | ön | nál | nél | ról | ről | tól | től"),
    # bylines
    byline_openers=words("szerző: | írta:"),
    outlet_byline_openers=words("szerző: | írta:"),
    author_labels=words("szerző | írta"),
    newsroom_names=words("szerkesztőség"),
    byline_block_openers=words("Szerző: | Írta:"),
    # photo credits
    photo_labels=words("fotó | fotók | kép | illusztráció | borítókép | kiemelt kép | fénykép"),
    # first published elsewhere
    text_topics=words("a cikk | ez a cikk | az írás | A cikk | Ez a cikk | Az írás | Ez az írás"),
    published_finally=words("jelent meg | megjelent"),
    # source lines
    source_labels=words("forrás | források"),
    contribution_in_brackets=words("forrás:"),
    newsrooms=words("Szerkesztőség | szerkesztőség"),
    # attributions
    attribution_before=words("""
        közölte | írja | jelentette | számolt be | hivatkozva | idézi | jelenti | tudósít | közli
        | értesülései szerint
    """),
    attribution_after=words("""
        jelentése szerint | szerint | közölte | jelentette | írja | írta | beszámolója szerint | közlése szerint
        | értesülése szerint | tudósítása szerint | hírügynökség szerint | hírügynökség jelentése szerint
        | hírügynökség közölte | hírügynökség jelentette | számolt be | beszámol | közli | jelenti | híre szerint
    """),
    suffixed_reports=words("hivatkozva | jelentése szerint | szerint"),
    taken_from=words("átvéve | a cikk forrása | forrás –"),
    edition_words=words("Online | online | Sport"),
    no_outlets=words("""
        Minisztérium | minisztérium | Rendőrség | rendőrség | KSH | Egyetem | egyetem | Intézet | intézet
        | Önkormányzat | önkormányzat | Bank | bank | Kormány | Hivatal | hivatal | Wikipédia | saját
        | Szövetség | Alapítvány | Kamara | Kórház | Bíróság | Ügyészség | Párt | Múzeum | katasztrófavédelem
        | hatóság | Hatóság | Társaság | Zrt | Kft
    """),
    agency_words=words("hírügynökség"),
    outlet_kinds=words("lap | napilap | hírportál | hírügynökség | hetilap | portál"),
    # phrases
    translation_marks=words("Fordítás | Fordította"),
    speech_verbs=words("közölte | mondta | jelentette be | bejelentette | tájékoztatott | nyilatkozta"),
    # blocks
    addition_openers=words("mint arról beszámoltunk | korábban megírtuk"),
    source_block_labels=words("forrás | források"),
    translation_block_openers=words("fordítás | fordította"),
    caption_labels=words("fotó | kép"),
    boilerplate=words("hirdetés"),
    boilerplate_openers=words("olvassa el | kapcsolódó cikkek | olvasta már"),
    related_headings=words("kapcsolódó cikkek"),
)
