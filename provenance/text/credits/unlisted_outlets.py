"""Source lines, reprints and first publications whose outlet no list knows: the phrases in them, and templates."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.block_word_lists import Words
from provenance.text.credits.rules import Template
from provenance.text.credits.word_lists import Language

line = partial(Template, "K6", "source", 3, position="short")

SCRIPTS_OF_PUBLICATION = ("latin", "cyrillic", "greek")
"""Scripts with capitals: there a name that no list knows can be told from the words of a sentence."""

UNCASED, EAST_ASIAN, HANGUL = "\u0590-\u0fff", "\u3040-\u9fff", "\uac00-\ud7af"
"""Letters of Hebrew to Thai, of Chinese and Japanese, of Korean."""

QUOTED_NAME = r"[«„“\"《「『][^»”“\"《》「」』⟦]{2,40}[»”“\"》」』]"
OF_NAME = r"[^\s,;:，、。()（）⟦⟧!?»”]"
CAPITALISED_NAME = rf"\p{{Lu}}{OF_NAME}*(?: {OF_NAME}+){{0,5}}?"
TITLE = r"\p{Lu}[^\s,:;.()⟦⟧!?»”]*"
TITLED_NAME = rf"{TITLE}(?: (?:{{outlet_particles?}} |{{person_particles?}} )?{TITLE}){{0,4}}"
"""A name whose words have capitals all: in a sentence nothing else tells where it ends."""

UNCASED_NAME = rf"[{UNCASED}]{OF_NAME}{{1,30}}(?: {OF_NAME}{{1,20}}){{0,3}}?"
HAN_NAME = f"[{EAST_ASIAN}]{{2,14}}"
HANGUL_NAME = rf"[{HANGUL}][{HANGUL}\d]{{1,10}}(?: [{HANGUL}]{{2,8}}){{0,2}}?"
KIND = r"(?:(?:{outlet_kinds?}|{outlet_phrases?}):? ?){0,2}"
"""What an outlet is, before its name and no part of it (``газета «Правда»``, ``صحيفة الغد``)."""

UNLISTED_NAME = (
    rf"(?:{{articles?:joined}})?{KIND}"
    rf"(?P<outlet>{QUOTED_NAME}|{CAPITALISED_NAME}|{UNCASED_NAME}|{HAN_NAME}|{HANGUL_NAME})"
)
"""The name of an unlisted outlet, where little but the name stands in the line."""

PUBLISHED_NAME = rf"(?:{{articles?:joined}})?{KIND}(?P<outlet>{QUOTED_NAME}|{TITLED_NAME})"
"""The name of an unlisted outlet in a sentence that says where a text was published."""

BEGIN = r"^[*(（\[【]?\s?"
END = (
    r"(?:\s?[(（\[][^()（）]{0,60}[)）\]]|,? (?:[^\s\d]{1,4} )?\d[^(（⟦]{3,24}|[,，]? ?https?://\S{4,120})?"
    r"\s?[)）\]】]?\s?[*.。।۔]?$"
)
"""What may stand after the name: an address or a date, the end of a bracket, a full stop."""

UNLISTED = (line(BEGIN + rf"(?P<value>(?P<cue>{{X}})\s?{UNLISTED_NAME})" + END),)

RETAKEN_LINES = (line(BEGIN + rf"(?P<value>(?P<cue>{{X}}\s?[:：–-]?)\s?{UNLISTED_NAME})" + END),)

RETAKEN_AFTER = (
    # （青石新聞より転載）: the name ends as those of outlets do
    line(
        r"^[（(〈「]?(?P<value>(?P<outlet>[^\s（(〈「」）)。、]{1,14}?{outlet_endings})」?(?P<cue>{X}))[）)〉。]{0,2}$"
    ),
)

SUBJECT = (
    r"(?:(?:{text_determiners?:cased,joined}|{text_articles?:cased,joined})?{text_nouns?:cased}[^.⟦]{0,40} "
    r"|{text_openers?:cased}[^.⟦]{0,40} |{first_adverbs?:cased} |{first_openers?:cased} )"
)
"""What was published, or *first*."""

PUBLISHED_LINES = (
    # Dieser Artikel erschien im Hafenboten; with *first* the name may go on in small letters
    Template(
        "K5",
        "source",
        4,
        r"^[*(\[«]?\s?(?P<value>(?P<cue>{per_language})\s?" + PUBLISHED_NAME + ")" + END,
        SUBJECT + r"{X}(?: [^\s,;.⟦]+){0,2} {published_where}",
        position="short",
        scripts=SCRIPTS_OF_PUBLICATION,
    ),
    Template(
        "K5",
        "source",
        4,
        r"^[*(\[«]?\s?(?P<value>(?P<cue>{per_language})\s?" + UNLISTED_NAME + ")" + END,
        r"(?:{X} (?:{first_adverbs}|{first_openers?})|"
        + SUBJECT
        + r"(?:{first_adverbs} {X}|{X}(?: [^\s,;.⟦]+)? {first_adverbs})) {published_where}",
        position="short",
        scripts=SCRIPTS_OF_PUBLICATION,
    ),
)


def source_line_phrases(language: Language) -> Words:
    """Return the labels of source lines with their colons, as they are looked for in texts."""
    written = (form for label in language.source_block_labels for form in (*_cased(label), label.upper()))
    colons = (":", "：", "｜", "|", "丨") if language.script == "han" else (":", " :")
    return (*language.unlisted_source_labels, *(form + colon for form in written for colon in colons))


def retaken_phrases(language: Language) -> Words:
    """Return what stands before the outlet that a text was taken from; Chinese has rules of its own."""
    if language.script == "han":
        return ()
    return tuple(form for phrase in (*language.taken_from, *language.reprinted_from) for form in _cased(phrase))


def publication_phrases(language: Language) -> Words:
    """Return the verbs of publication that may stand before an unlisted outlet, without their endings."""
    if language.script not in SCRIPTS_OF_PUBLICATION or not language.published_in:
        return ()
    verbs = (*language.published_participles, *language.published_verbs, *language.published_before)
    return tuple(form for verb in verbs for form in _cased(verb.rstrip("*")))


def _cased(phrase: str) -> tuple[str, str]:
    """Return a phrase as it is and with a capital first letter."""
    return phrase, phrase[:1].upper() + phrase[1:]
