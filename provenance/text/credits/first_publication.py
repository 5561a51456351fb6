"""Rule templates for lines that say where a text was published first, was taken from, or can be read in full."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

first = partial(Template, "K5", "source", 4)
note = partial(Template, "K5", "source", 4, position="short")
digest = partial(Template, "K9", "source", 4)
link = partial(Template, "K21", "source", 3)

ALPHABETS = (
    "latin",
    "cyrillic",
    "greek",
    "arabic",
    "hebrew",
    "devanagari",
    "bengali",
    "thai",
    "hangul",
)
KINDS = r"(?:(?:{outlet_kinds?}|{outlet_phrases?}):? ?){0,2}"
"""What an outlet is, before its name."""
LINE_END = r"(?:[,，、&/+] ?[^\d⟦()]{2,30}|\s?[(（][^()（）]{0,60}[)）]|,? \d[^(（⟦]{3,24})?[)）\]]?\s?[*.。।۔]?$"
"""What may stand after the name: others, an address, a date."""

START = r"^[*(（\[«“\"—–-]{0,2}\s?"
END_OF_NOTE = (
    r"(?:\s?[.!;:)\]*”\"’」]|\s?$|,? ?[(（\[—–-]|,?\s(?:\p{L}{1,4}\s)?\d"
    r"|,? (?:\p{Ll}{1,3} )?(?:repr|repub|riprod|перепеч|передрук|przedr))"
)
"""What may follow the name in a note of a line: *the article published in X drew criticism* is news of that article."""

NOUN = r"(?:(?:{text_determiners?:cased,joined}|{text_articles?:cased,joined}){text_nouns}|{text_openers?:cased})"
"""What was published, at the head of such a note."""

PERMITTED = (
    # Tomado de La Jornada; Dikutip dari Antara; بشکریہ بی بی سی اردو: a line that holds little else
    Template(
        "K6",
        "source",
        3,
        r"^[*(（\[]?(?P<value>(?P<cue>{taken_from:cased}\s?[:：–-]?)\s?" + KINDS + "{Q})" + LINE_END,
        position="short",
        scripts=ALPHABETS,
    ),
    # Перепечатано с разрешения Meduza; Übernahme von X; publicado con autorización de X
    first(r"(?P<value>(?P<cue>{reprinted_from:cased})\s?{Q})", position="short", scripts=("every",)),
    # This report by The Canadian Press was first published July 11, 2024.
    first(
        r"(?i)(?P<value>(?P<cue>this {text_nouns} (?:by|from)) (?:the )?{X}"
        r"(?P<cue2> (?:was |is )?(?:first|originally) {published_forms}))",
        position="short",
    ),
    # ProPublica is a nonprofit newsroom
    Template("K5", "source", 3, r"^(?P<value>{X}(?P<cue>,? {republication_terms}))"),
)

ENGLISH = (
    # This article originally appeared in The New York Times.
    first(
        r"(?i)(?P<value>\b(?P<cue>{per_language})[^.⟦]{0,30}?{Q})",
        r"(?:this|a(?:nother)? (?:longer |shorter |different )?version of th(?:is|e)) {text_nouns}[^.;⟦]{0,60}?"
        r"(?:(?:originally |first |previously |also )*{published_forms})[^.⟦]{0,24}?{published_in}",
    ),
    # The story was first reported by X: the news, not this text
    Template(
        "K12",
        "attribution",
        2,
        r"(?i)(?P<value>\b(?P<cue>the {text_nouns},? (?:was |were |had been )?(?:first|originally|previously) reported"
        r" (?:by|in|on))(?: the)? {Q})",
        scripts=("latin",),
    ),
    note(
        r"(?i)"
        + START
        + r"(?P<value>(?P<cue>{per_language})[^.⟦]{0,30}?{Q})(?:"
        + END_OF_NOTE
        + "|,? (?:and is|under|as part)\\b)",
        r"the {text_nouns}[^.,⟦]{0,60}?(?:(?:originally|first|previously) {published_forms})"
        r"[^.⟦]{0,24}?{published_in}",
    ),
    first(
        r"(?i)(?P<value>^(?P<cue>(?:re)?(?:originally|first) (?:appeared|published|posted)[^.⟦]{0,16}?(?:in|on|by|at))"
        r" {Q})"
    ),
    first(
        r"(?i)(?P<value>^(?P<cue>(?:republished|reprinted|reproduced|syndicated)[^.⟦]{0,40}?"
        r"(?:from|by|with permission (?:of|from)|courtesy of)) {Q})"
    ),
    first(
        r"(?i)(?P<value>(?:for|of|at|in) {Q}, (?P<cue>{per_language}))",
        r"where (?:{text_intros}|the) {text_nouns} (?:was |has |had )?(?:been )?"
        r"(?:first|originally) (?:appeared|published|posted|ran)",
    ),
    Template(
        "K5",
        "source",
        3,
        r"(?i)^(?P<value>(?P<cue>this) {X}(?P<cue2> (?:article|story|report|dispatch|copy)))\b",
        position="short",
    ),
)

PUBLISHED = (
    # Dieser Artikel erschien zuerst in X; Este artículo fue publicado originalmente por X: *this* text, at any place
    first(
        r"(?:^|[.!?*(»”] ?)(?P<value>(?P<cue>{per_language}) ?" + KINDS + "{Q})",
        r"{text_determiners:cased,joined}{text_nouns},?[^.,⟦]{0,60}?{published_verbs}[^.⟦]{0,40}?",
        scripts=("latin",),
    ),
    # German has its verb at the end
    first(
        r"(?:^|[.!?*(»”] ?)(?P<value>(?P<cue>{per_language}) {Q} (?:[^.⟦]{0,30} )?{published_finally})",
        r"{text_determiners:cased,joined}{text_nouns} (?:[^.,⟦]{0,50} )?{published_in}",
        scripts=("latin",),
    ),
    # Der Artikel erschien zuerst in X; Texto publicado originalmente en X: a note, which *first* makes one
    note(
        START + r"(?P<value>(?P<cue>{per_language}) ?" + KINDS + "{Q})",
        NOUN + r" [^.,⟦]{0,50}?(?:{published_participles}[^.,⟦]{0,24}?{first_adverbs}|{first_adverbs}[^.,⟦]{0,40}?)"
        r"[^.,⟦]{0,24}? {published_in}",
        scripts=("latin",),
    ),
    # Artículo publicado en X: without it, little may follow the name
    note(
        START + r"(?P<value>(?P<cue>{per_language}) ?" + KINDS + "{Q})" + END_OF_NOTE,
        NOUN + r" (?:[^\s,.⟦]+ ){0,2}{published_participles} {published_in}",
        scripts=("latin",),
    ),
    note(
        START + r"(?P<value>(?P<cue>{per_language}) {Q} {published_finally})" + END_OF_NOTE,
        NOUN + r" (?:[^.,⟦]{0,30} )?{published_in}",
        scripts=("latin",),
    ),
    # Originally published by X, in every language with capitals
    note(
        START + r"(?P<value>(?P<cue>{per_language}) ?" + KINDS + "{Q})",
        r"(?:{first_adverbs:cased} {published_verbs}|{published_verbs:cased}(?: [^\s.,⟦]+)? {first_adverbs})"
        r" {published_in}",
        scripts=("latin", "cyrillic", "greek"),
    ),
    note(
        START + r"(?P<value>(?P<cue>{per_language}) ?" + KINDS + "{Q})",
        r"{text_openers:cased}[^.,⟦]{0,60}?(?:{first_adverbs}[^.,⟦]{0,40}?{published_verbs}"
        r"|{published_verbs}[^.,⟦]{0,30}?{first_adverbs})[^.⟦]{0,40}?",
        scripts=("cyrillic", "greek", "hebrew"),
    ),
    note(
        START + r"(?P<value>(?P<cue>{per_language}) ?" + KINDS + "{Q})" + END_OF_NOTE,
        r"{text_openers:cased}[^.,⟦]{0,60}?{published_verbs}[^.,⟦]{0,40}?",
        scripts=("cyrillic", "greek", "hebrew"),
    ),
    note(
        START + r"(?P<value>(?P<cue>{per_language}) ?{Q})(?:\s?[(（.]|\s?$|\s\d|\s?(?:เมื่อ|วันที่))",
        r"{text_openers}[^.⟦]{0,60}?{published_verbs}[^.⟦]{0,30}?",
        scripts=("thai",),
    ),
    # Bu makale ilk olarak X'te yayımlandı; यह लेख पहले X में प्रकाशित हुआ
    first(
        r"^(?P<value>(?P<cue>{text_topics}[^.।۔⟦]{0,40}?){Q}[^.।۔]{0,40}{published_finally})",
        scripts=("latin", "arabic", "devanagari", "bengali"),
    ),
    first(
        r"(?P<value>(?P<cue>{per_language})\s?[\p{Han}]{0,4}{Q})",
        r"{text_determiners}[^。，⟦]{0,14}?(?:{first_adverbs?})?{published_verbs}(?:于|於|在|自)?[：:]?",
        scripts=("han",),
    ),
    note(
        START + r"(?P<value>(?P<cue>{per_language})\s?[\p{Han}]{0,4}{Q})(?:[。.!！)）]|\s|$)",
        r"{text_openers}[^。，⟦]{0,14}?(?:{first_adverbs?})?{published_verbs}(?:于|於|在|自)?[：:]?",
        scripts=("han",),
    ),
    first(r"(?P<value>(?P<cue>{taken_from}[：: ]?)(?:[\p{Han}]{0,4})?{Q})", scripts=("han",)),
    first(
        r"(?P<value>(?P<cue>{text_topics}[^。⟦]{0,24}?){Q}[^。]{0,24}{published_finally})",
        scripts=("han",),
    ),
    first(r"(?P<value>{Q}(?P<cue>{taken_from_after}))", scripts=("han",)),
    # （朝日新聞デジタル 2024年7月11日掲載）
    first(r"^(?P<value>[（(〈]{X}(?P<cue>[^）)。⟦]{0,24}{published_finally})[）)〉])$", scripts=("han",)),
    first(
        r"(?P<value>(?P<cue>{text_topics}[^.⟦]{0,24}?){Q}[^.]{0,20}{published_finally})",
        scripts=("hangul",),
    ),
    first(
        r"(?P<value>(?P<cue>{published_verbs} {text_determiners} {text_nouns}[^.⟦]{0,40}?{published_in}"
        r"[^.⟦]{0,20}?){Q})",
        scripts=("arabic",),
    ),
    note(
        START
        + r"(?P<value>(?P<cue>{published_verbs} {text_nouns}[^.⟦]{0,40}?{published_in}[^.⟦]{0,20}?){Q})"
        + END_OF_NOTE,
        scripts=("arabic",),
    ),
    first(
        r"(?P<value>(?P<cue>{text_determiners} {text_nouns}[^.⟦]{0,40}?{published_verbs}[^.⟦]{0,40}?{published_in}"
        r"[^.⟦]{0,20}?){Q})",
        scripts=("arabic",),
    ),
    first(
        r"(?P<value>(?P<cue>{licensed_by})[^。⟦]{0,6}{Q}"
        r"(?P<cue2>[^。⟦]{0,6}?{licences}[^。⟦]{0,4}?{licensed_uses}))",
        scripts=("han",),
    ),
    # Zuerst erschienen bei X
    first(
        r"(?:^|[.!?*(] ?)(?P<value>(?P<cue>{per_language}) {X}[”\"'’]?)",
        r"{first_openers:cased} {published_participles} {published_in}(?: der| dem)?",
        scripts=("latin",),
    ),
)

DIGESTS = (
    # Recently CNN News on-line reported the following; 《纽约时报》记者Edward Wong 作了下述报道
    digest(r"(?P<value>{X}[^.。⟦]{0,40}?(?P<cue>{reported_following}))", scripts=("latin",)),
    digest(
        r"(?P<value>{Q}(?:网站|網站)?(?:{staff_writers} ?(?P<person>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}"
        r"|[\p{Han}·]{2,6}?))?\s?(?P<cue>[^，。⟦]{0,8}?{reported_following}(?:报道|報道|報導|撰文|文章)?))",
        scripts=("han",),
    ),
)

LINKS = (
    # Read the original here: …
    link(
        r"(?i)(?P<value>(?P<cue>{per_language})\s?{Q})",
        r"{read_original}(?: {text_nouns?})?(?: here)?(?: (?:on|at|in|from))?:?"
        r"|original(?: {text_nouns?})?(?: (?:on|at|in|from|by|link))?:",
    ),
    link(r"(?i)(?P<value>(?P<cue>{original_links}[^⟦]{0,16}?|{original_labels}[：: ]?)\s?{Q})"),
)

FIRST_PUBLICATION = (*PERMITTED, *ENGLISH, *PUBLISHED, *DIGESTS, *LINKS)
