"""Patterns that decide the kind of a block from its words, filled in from the languages' word lists.

The patterns are read by a linear-time engine (Rust's ``regex``). They are tried in the order of ``block_kinds``; the
first that holds gives the kind. None of them may match a plain sentence of a story.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NamedTuple

from provenance.text.credits.languages import installed_languages
from provenance.text.credits.rules import ASCII_BOUNDARY, filled
from provenance.text.credits.word_lists import Language

NUMBERED_DATE = (
    r"\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
)
NAMED_DATE = (
    r"{months}\.?\s\d{1,2}(?:{ordinals?})?,?\s\d{4}"
    r"|\d{1,2}\.?\s(?:{date_particles?}\s)?{months}\.?(?:\s{date_particles?})?,?\s\d{4}|\d+ {time_ago?}"
)
DATE = f"(?:{NUMBERED_DATE}|{NAMED_DATE})"
CLOCK = r"\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?,?\s"

DATED_LINE = (
    r"(?i)^(?:{date_labels?}[:：]?\s*)?(?:{date_prepositions?}\s)?(?:[\p{L}]{2,12}\.?,?\s)?(?:at\s)?"
    rf"(?:{CLOCK})?(?:[A-Z]{{2,4}},?\s)?(?:[\p{{L}}]{{2,12}},\s)?{DATE}.{{0,40}}$"
)
NAMES_AND_DATE = (
    r"^(?:(?:\p{Lu}[\p{L}.'’-]*|of|the|and),? ){1,8}"
    rf"(?:\d{{1,2}}:\d\d ?[ap]\.?m\.?,? (?:[A-Z]{{2,4}},? )?)?{DATE}$"
)
REPORTER_LINE = (
    r"^[(（【〔\[]?(?:{own_desk?})?{byline_block_marks}\s?[/／:：]?\s?[\p{Han}A-Za-z·、 ]{2,24}[/／]?"
    r"[\p{Han}]{0,8}[)）】〕\]]?$"
)
AGENCY_IN_BRACKETS = (
    r"(?i)^[(（].*{agency_block_phrases} (?:l['’])?"
    r"(?:AFP|EFE|Reuters|AP|dpa|agences|agencias|agências)[^.]{0,40}[)）]$"
)
PICTURE_AGENCY = (
    r"(?i)[(（][^()（）/／]{5,50}[/／]"
    r"(?:AP|AFP|Reuters|Getty Images|EPA|dpa|EFE|Xinhua|TASS|[\p{Han}]{2,6}社)[)）]$"
)

DATELINES = (
    DATED_LINE,
    r"^[A-Z][\p{L}.' ,/-]{1,40} \((?:AP|AFP|Reuters|UPI|CNN|dpa|EFE|ANSA)\)(?: [—–-]+)?$",
)

BYLINES = (
    NAMES_AND_DATE,
    r"^(?:{byline_block_openers} \p{Lu}[^.!?。]{2,120}$)",
    REPORTER_LINE,
    r"^\p{Hangul}{2,4}(?:·\p{Hangul}{2,4})* {byline_block_endings}(?: [\w.]+@[\w.]+)?$",
    r"^\p{Lu}[\p{Lu}.' -]{3,60}(?:,| and [\p{Lu}.' -]{3,60})? {1,60}(?:The )?(?:Associated Press|AP|Reuters|AFP)$",
)

CREDITS = (
    r"(?i)^credits?\s?[:：].{2,80}$",
    r"(?i)\b{first_published_phrases}\b.*$",
    r"(?i)\b(?:was|is) (?:originally )?(?:re)?published (?:by|in|on|with) .*$",
    r"(?i){contribution_endings}\.?$",
    r"(?i)^{contribution_openers} .*$",
    r"(?i)^[(（\[]?{source_block_labels}\s?[:：].+$",
    r"(?i)^[(（【〔\[]?{translation_block_openers}[^。.]{0,80}[)）】〕\]]?$",
    r"(?i)^.*{first_adverbs_in_blocks}{published_in_blocks}(?:于|於|在).+$",
    r"(?i)^.*{taken_from_in_blocks}.+$",
    r"(?i)^{appended_block_openers}.*$",
    r"(?i)^translation$",
    r"(?i)^{original_headings}[:：]?$",
    AGENCY_IN_BRACKETS,
    r"(?i)^\(?(?:additional |more )?reporting by .*$",
    r"(?i)^(?:©|\(c\)|ⓒ|copyright\b).*$",
)

CAPTIONS = (
    r"(?i)^{caption_labels}\s?(?:[:：]|\bby\b|\bcredit\b).+$",
    r"(?i)^file ?(?:photo)? ?[-–—:] ?.+$",
    r"(?i)\((?:AP|AFP|Reuters|Getty|EPA|dpa)? ?(?:photo|foto)[^()]{0,90}\)\.?$",
    PICTURE_AGENCY,
    r"(?i)[\p{L})/] via (?:AP|Getty Images|Reuters|AFP|Shutterstock)\)?\.?$",
)

BOILERPLATE = (
    r"{boilerplate}",
    r"{page_controls}",
    r"{boilerplate_openers}.*",
    r".*{boilerplate_anywhere}.*",
    r"{follow_us}\b.*",
    r"powered by .+",
    r"image \d+ of ?/?\d+",
    r"\d+ ?/ ?\d+",
    r"loading\.*",
    r"please verify you.{1,3}re not a robot.*",
    r"media caption.{0,10}",
    r"(?:e-?mail|contact) us at \S{1,80}.*",
    r"(?:do you have|got) a (?:story|tip)\b.*",
    r"(?:未经|未經).*(?:转载|轉載).*",
)
"""Whole blocks, lines or sentences of boilerplate, in any case."""

RELATED = r"(?i)^(?:{related_headings}|more (?:on|from) .{2,40}|most (?:read|popular|viewed).{0,20})\s?[:：]?$"
FORM = r"(?i)^(?:{form_openers}|get (?:the|our) .{0,40}newsletter)\b"
QUOTE = r"(?s)^(?:[\"“„«「『].{2,}[\"”“»」』][.,。]?|>.*)$"


class BlockPatterns(NamedTuple):
    """The patterns of some languages.

    Attributes:
        kinds: for each kind the code points of its longest block, and patterns of which one must match. They are tried
            one by one: joined by ``|`` they are ten times as slow. A block that no pattern matches is a paragraph.
        boilerplate: a line or a sentence of boilerplate.
        related: a heading of links to other pages: the titles after it are boilerplate, up to the first block that is
            no title.
        form: the beginning of a form that has run together to one block: boilerplate where most of its sentences are.
    """

    kinds: dict[str, tuple[int, tuple[str, ...]]]
    boilerplate: str
    related: str
    form: str


def block_patterns() -> BlockPatterns:
    """Return the patterns of the installed languages; they are made once."""
    return patterns_for(installed_languages())


def block_patterns_version() -> str:
    """Return a hash of the patterns: other patterns may give blocks other kinds."""
    return hashlib.sha256(repr(block_patterns()).encode()).hexdigest()[:12]


@lru_cache(maxsize=8)
def patterns_for(languages: tuple[Language, ...]) -> BlockPatterns:
    """Return the patterns of some languages."""
    boilerplate = f"(?i)^(?:{'|'.join(_filled(BOILERPLATE, languages))})$"
    related, form = _filled((RELATED, FORM), languages)
    kinds = {
        "boilerplate": (180, (boilerplate,)),
        "dateline": (120, _filled(DATELINES, languages)),
        "credit": (320, _filled(CREDITS, languages)),
        "caption": (600, _filled(CAPTIONS, languages)),
        "byline": (240, _filled(BYLINES, languages)),
    }
    return BlockPatterns(kinds, boilerplate, related, form)


def _filled(patterns: tuple[str, ...], languages: tuple[Language, ...]) -> tuple[str, ...]:
    """Return patterns with the words of languages; those without words are left out."""
    with_words = (filled(pattern, languages) for pattern in patterns)
    return tuple(pattern.replace(r"\b", ASCII_BOUNDARY) for pattern in with_words if pattern)
