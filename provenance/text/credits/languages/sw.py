"""Swahili."""

from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="sw",
    name="Swahili",
    joints=words("na | pamoja na"),
    outlet_phrases=words("""
        shirika la habari la | shirika la habari | shirika la utangazaji la | shirika la | gazeti la | la | ya
        | kituo cha | televisheni ya | idhaa ya | mashirika ya | jarida la | mtandao wa
    """),
    agency_phrases=words("shirika la habari la"),
    no_given_names=words("Shirika | Gazeti | Kwa | Chanzo | Picha"),
    # dates
    months=words("""
        Januari | Februari | Machi | Aprili | Mei | Juni | Julai | Agosti | Septemba | Oktoba | Novemba | Desemba
    """),
    date_labels=words("imechapishwa | imesasishwa | ilichapishwa"),
    # bylines
    byline_openers=words("na | mwandishi: | imeandikwa na"),
    outlet_byline_openers=words("mwandishi: | na"),
    author_labels=words("mwandishi | imeandikwa na"),
    newsroom_names=words("mhariri"),
    byline_block_openers=words("Na | Mwandishi:"),
    byline_joiners=words("wa"),
    # photo credits
    photo_labels=words("picha | chanzo cha picha | picha kwa hisani ya"),
    photo_nouns=words("picha"),
    photo_of=words("ya | na | kwa hisani ya"),
    # first published elsewhere
    text_nouns=words("hii | haya"),
    text_determiners=words("makala | habari | ripoti"),
    published_verbs=words("ilichapishwa | imechapishwa | yalichapishwa | yamechapishwa | ilionekana"),
    text_openers=words("makala | makala hii | habari hii | makala haya"),
    first_adverbs=words("kwanza | awali"),
    published_participles=words("ilichapishwa | imechapishwa | yalichapishwa | yamechapishwa"),
    published_in=words("na | katika | kwenye"),
    # source lines
    source_labels=words("chanzo | vyanzo"),
    contribution_in_brackets=words("kwa msaada wa"),
    contribution_lines=words("kwa msaada wa"),
    # attributions
    attribution_before=words("""
        kwa mujibu wa | kulingana na | limeripoti | imeripoti | likinukuu | ikinukuu | kwa mujibu wa ripoti ya
        | limenukuu | kulingana na ripoti ya
    """),
    attribution_after=words("""
        limeripoti | liliripoti | imeripoti | iliripoti | lilisema | linaripoti | inaripoti | limesema
    """),
    # mentions
    told_before=words("""
        aliiambia | ameiambia | aliliambia | ameliambia | waliiambia | waliliambia | katika mahojiano na
        | akizungumza na
    """),
    told_to=words("shirika la habari la | shirika la | gazeti la | idhaa ya"),
    taken_from=words("kwa hisani ya | kutoka | imenukuliwa kutoka | chanzo"),
    edition_words=words("Kiswahili | Swahili | Africa"),
    no_outlets=words("""
        Wizara | Polisi | Chuo | Serikali | Benki | Ofisi | Taasisi | Shirika | Idara | Baraza | Tume
        | Wikipedia | Hospitali | Mahakama | Halmashauri | Mamlaka | Chama | Jeshi | Kampuni | Manispaa
    """),
    agency_words=words("shirika la habari"),
    outlet_kinds=words("gazeti la | shirika la habari la | jarida la | kituo cha"),
    # phrases
    translation_marks=words("Imetafsiriwa | Tafsiri | Mfasiri"),
    translated_from=words("kutoka"),
    translated_by=words("na"),
    speech_verbs=words("alisema | ilisema | imesema | walisema | amesema | ilitangaza | limesema"),
    # blocks
    source_block_labels=words("chanzo | vyanzo"),
    translation_block_openers=words("imetafsiriwa | mfasiri"),
    caption_labels=words("picha"),
    boilerplate=words("tangazo"),
    boilerplate_openers=words("soma zaidi | soma pia"),
    related_headings=words("soma pia | habari zinazohusiana"),
)
