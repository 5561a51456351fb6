"""Trigger phrases: credits that need no name of a listed outlet, and the rule templates that read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from provenance.text.credits.block_word_lists import Words
from provenance.text.credits.rules import Template
from provenance.text.credits.unlisted_outlets import (
    PUBLISHED_LINES,
    RETAKEN_AFTER,
    RETAKEN_LINES,
    UNLISTED,
    publication_phrases,
    retaken_phrases,
    source_line_phrases,
)
from provenance.text.credits.word_lists import Language

translation = partial(Template, "K8", "translation", 4)
signature = partial(Template, "K4", "source:reuters", 2)

OUTLET_NAME = (
    r"(?P<outlet>(?:\p{Ll}{2,6})?\p{Lu}[\p{L}\p{N}&.'’-]*"
    r"(?: (?:(?:{outlet_particles}|&) )?\p{Lu}[\p{L}\p{N}&'’-]*){0,5})"
)
"""The name of an unlisted outlet, by its capitals."""

LATIN_NAME = r"\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}"
HAN_NAME = r"(?P<person>[\p{Han}·]{2,6}|[A-Z][A-Za-z. ]{1,24})"
LANGUAGE_NAME = r"\p{L}+(?: \([\p{L} -]+\))?"

TRANSLATIONS = (
    # 【中美创新时报…编译讯】(记者温友平编译), （编译：Gin）, 編譯陳昱婷
    translation(
        r"(?P<value>[(（【〔\[]?(?:本报|本報|本网)?(?:记者|記者|特约)?[：: ]?(?P<person>[\p{Han}]{2,4}?)\s?"
        r"(?P<cue>{X})[)）】〕\]])",
        scripts=("han",),
    ),
    translation(rf"(?P<value>[(（【〔\[]?(?P<cue>{{X}})[：:/／ ]\s?{HAN_NAME}\s?[)）】〕\]])", scripts=("han",)),
    translation(
        rf"(?:^|[。\s])(?P<value>(?P<cue>(?:本文)?{{X}})[：:]\s?{HAN_NAME})\s?(?:$|[)）】\s|])", scripts=("han",)
    ),
    translation(r"(?P<value>(?P<cue>{X}{translation_nouns}))", scripts=("han",)),
    translation(r"(?P<value>(?:本文)?由[^，。⟦]{1,20}(?P<cue>{X}(?:整理|完成|发布|發布)?))", scripts=("han",)),
    # translated from the French by X; Traduit de l'anglais par X
    translation(r"^(?P<value>(?P<cue>{X})[:：]?)\s?$", position="short"),
    translation(
        r"(?P<value>(?P<cue>{X}(?: (?:from (?:the )?\p{Lu}\p{L}+|(?:{translated_from?:joined})?"
        rf"{LANGUAGE_NAME}))?(?: {{translated_by?}}|:|：)?)\s?:?\s?(?P<person>{LATIN_NAME}))",
        position="short",
    ),
    translation(r"(?P<value>(?P<cue>{X} from (?:the )?\p{Lu}\p{L}+))", position="short"),
    translation(
        r"(?P<value>(?P<cue>{X})[ :：=／/]{0,3}(?P<person>[\p{Han}\p{Katakana}・]{2,10}|\p{Hangul}{2,4}))",
        position="short",
    ),
    translation(
        r"(?P<value>(?P<cue>{X})[：:／/] ?(?P<person>[\p{Han}\p{Katakana}\p{Hiragana}・]{2,10}))",
        position="short",
    ),
    translation(r"(?P<value>(?P<cue>{X})[ :：]{0,2}(?P<person>\p{Arabic}{2,12} \p{Arabic}{2,12}))", position="short"),
)

APPENDED = (translation(r"^(?P<value>(?P<cue>{X}))", position="short"),)

COMPILED = (Template("K10", "source", 2, r"(?P<value>[（(【〔][^）)】〕⟦]{0,24}(?P<cue>{X})[）)】〕]?)"),)

ORIGINALS = (
    Template(
        "K5",
        "source",
        4,
        r"(?P<value>(?P<cue>{per_language}{X}(?: \p{Ll}+)? (?:in|on|at|by|with)) (?:[Tt]he )?"
        + OUTLET_NAME
        + r")(?:[.,;!]|\s?$| and | on | in | with | under | as )",
        r"(?i:\b{text_intros} {text_nouns},?[^.,⟦]{0,40}|^the {text_nouns}[^.,⟦]{0,40})",
        scripts=("latin",),
    ),
    Template(
        "K5",
        "source",
        4,
        r"(?P<value>(?:{text_openers?})?(?P<cue>{X}[于於在自]?[：:]?)\s?[《「『](?P<outlet>[^》」』]{2,24})[》」』])",
        scripts=("han",),
    ),
)

RETAKEN = (
    # 本文转载自湖北日报: a name without marks around it, that ends as those of outlets do
    Template(
        "K5",
        "source",
        4,
        r"(?P<value>(?:{text_openers?})?(?P<cue>{X}[：:]?)\s?(?P<outlet>[\p{Han}]{2,8}?{outlet_endings}))(?:[。，,；;）)\s⋯]|$)",
        scripts=("han",),
    ),
)

BOILERPLATE = (
    Template(
        "K20",
        "boilerplate",
        0,
        r"(?P<value>(?P<cue>{X}) (?:by )?(?P<outlet>\p{Lu}[\p{L}\p{N}.-]*(?: \p{Lu}[\p{L}\p{N}.-]*){0,3}))",
    ),
)

PLATFORM = (Template("K16", "platform", 1, r"(?P<value>(?P<cue>{X}))", position="short"),)

SIGNATURES = (
    # (Reporting by A in B; Writing by C; Editing by D): the signature of Reuters
    signature(
        r"(?P<value>\(?[^()⟦⋯]{0,40}\b[Rr]eporting by (?P<person>{NAME})[^()⟦]{0,150}"
        r"(?P<cue>{X}) {NAME}(?:(?:,| and) {NAME}){0,3}\.?\)?)"
    ),
    signature(r"(?P<value>[^()⟦⋯]{0,160}[;,] (?P<cue>{X}) {NAME}(?: and {NAME}){0,3}\.?\))"),
    Template("K4", "source:bloomberg", 2, r"(?P<value>(?P<cue>{X}:?) (?P<person>{NAME}))(?: in | at |, |\.| and )"),
)

MACHINE = (
    Template(
        "K22", "translation", 4, r"^(?P<value>[^.。!?⟦]{0,30}(?P<cue>{X})[^.。!?]{0,30})[.。]?$", position="short"
    ),
)

ACCOUNTS = (
    # 本文来自微信公众号：海角观察（ID：hjgc）
    Template(
        "K6", "source", 3, r"(?P<value>(?P<cue>{X})[“「《]?(?P<outlet>[^（(，。,\s”」》⟦]{2,20}))", position="short"
    ),
)

TRIGGERS = {
    "machine_marks": MACHINE,
    "unlisted_source_labels": UNLISTED,
    "taken_from": RETAKEN_LINES,
    "taken_from_after": RETAKEN_AFTER,
    "published_verbs": PUBLISHED_LINES,
    "account_labels": ACCOUNTS,
    "translation_marks": TRANSLATIONS,
    "appended_original": APPENDED,
    "compiled_from_wires": COMPILED,
    "first_publication_marks": (*ORIGINALS, *RETAKEN),
    "software_marks": BOILERPLATE,
    "platform_marks": PLATFORM,
    "signature_marks": SIGNATURES,
}
"""The word lists of trigger phrases, and the rule templates for each."""

PHRASES: dict[str, Callable[[Language], Words]] = {
    "unlisted_source_labels": source_line_phrases,
    "taken_from": retaken_phrases,
    "published_verbs": publication_phrases,
}
"""How the trigger phrases of a list are made of words; those of the others are its words."""


def triggers(languages: tuple[Language, ...]) -> dict[str, str]:
    """Return every trigger phrase of languages, with the word list it stands in; of two lists, the first counts."""
    return {
        phrase: field
        for field in reversed(TRIGGERS)
        for language in languages
        for phrase in (PHRASES[field](language) if field in PHRASES else getattr(language, field))
    }
