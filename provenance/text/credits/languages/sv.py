"""Swedish."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="sv",
    name="Swedish",
    person_particles=words("af | von"),
    conjunctions=words("och"),
    joints=words("och"),
    outlet_phrases=words("""
        nyhetsbyrån | nyhetsbyråerna | tidningen | kanalen | tv-kanalen | sajten | nyhetssajten | magasinet
        | dagstidningen | tv-bolaget | mediebolaget
    """),
    agency_phrases=words("nyhetsbyrån"),
    no_given_names=words("Nyhetsbyrån | Tidningen | Enligt | Foto | Källa"),
    # dates
    months=words("""
        januari | februari | mars | april | maj | juni | juli | augusti | september | oktober | november | december
    """),
    date_prepositions=words("den"),
    date_labels=words("publicerad | publicerat | uppdaterad | uppdaterat"),
    # bylines
    byline_openers=words("av | text: | text"),
    byline_joiners=words("för"),
    outlet_byline_openers=words("av | text:"),
    author_labels=words("av | text"),
    outlet_words=words("Tidning | Tidningen | Posten | Bladet"),
    newsroom_names=words("redaktionen"),
    byline_block_openers=words("Av | Text:"),
    # photo credits
    photo_labels=words("foto | bild | arkivbild | genrebild"),
    # first published elsewhere
    text_nouns=words("artikeln | artikel | texten | text | krönikan"),
    text_determiners=words("den här | denna"),
    text_openers=words("artikeln | texten | artikel"),
    first_adverbs=words("ursprungligen | först | tidigare"),
    published_verbs=words("publicerades | publicerad | publicerats"),
    published_participles=words("publicerades | publicerad | publicerats | var publicerad | har publicerats"),
    published_in=words("i | på | av | hos"),
    # source lines, contributions
    source_labels=words("källa | källor"),
    contribution_in_brackets=words("med material från | med uppgifter från"),
    contribution_lines=words("med material från"),
    newsrooms=words("Redaktionen | redaktionen"),
    # attributions
    attribution_before=words("""
        enligt | skriver | rapporterar | meddelar | uppger | det skriver | det rapporterar | det uppger
        | uppger källor för | med hänvisning till | citerar | enligt uppgifter till | enligt uppgifter från
    """),
    attribution_after=words("rapporterar | rapporterade | skriver | skrev | meddelar | uppger | rapporterat"),
    auxiliaries=words("har"),
    # mentions
    told_before=words("""
        säger till | säger han till | säger hon till | sade till | sa till | berättade för | berättar för
        | i en intervju med | i en kommentar till | i en intervju i
    """),
    told_to=words("nyhetsbyrån | tidningen"),
    taken_from=words("hämtad från | hämtat från | återgiven från | med tillstånd av | via | tack till"),
    edition_words=words("Online | online | Nyheter | Sport"),
    no_outlets=words("""
        departementet | Polisen | polisen | SCB | Universitet | universitet | Institutet | institutet | Kommun
        | kommun | Myndigheten | myndigheten | Banken | banken | Regeringen | Wikipedia | Förbundet
        | Föreningen | egen | verket | Länsstyrelsen | Sjukhus | sjukhus | Tingsrätten | SMHI | Stiftelsen
        | förbundet | Räddningstjänsten
    """),
    agency_words=words("nyhetsbyrå | nyhetsbyrån"),
    outlet_kinds=words("tidningen | nyhetsbyrån | sajten | kanalen | magasinet"),
    # phrases
    translation_marks=words("Översättning | Översatt"),
    translated_from=words("från"),
    translated_by=words("av"),
    speech_verbs=words("sade | säger | meddelade | meddelar | uppgav | uppger"),
    # blocks
    addition_openers=words("bakgrund:"),
    source_block_labels=words("källa | källor"),
    translation_block_openers=words("översättning"),
    caption_labels=words("foto | bild"),
    boilerplate=words("annons"),
    boilerplate_openers=words("läs också | läs mer | läs även"),
    related_headings=words("läs mer | läs också"),
)
