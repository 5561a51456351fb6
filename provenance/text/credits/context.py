"""Patterns over the words beside a name: joints, given names, marks that mean something else."""

from __future__ import annotations

import re
from typing import NamedTuple

from provenance.text.credits.rules import compiled, filled
from provenance.text.credits.word_lists import Language

JOINT = (
    r"-|\s{0,2}(?:[/／,，、;；·・&+|(（]|[,，]?\s{joints?}\s(?:{articles?}|l['’])?|{unspaced_joints?}|(?:,\s)?and"
    r"|[,，]\s?(?:the|The))\s{0,2}"
)
GIVEN_NAME = r"(?:^|[^\w])(?!{no_given_names?}\s)[A-Z][a-z]{1,11}\.?\s$"
ADDITION = r"(?i)^{addition_openers?}"
APPENDED = r"^{appended_original?}"
NAME_GOES_ON = r" (?:{name_continuations?} (?=[A-ZÀ-Þ])|{name_endings?}\b)"
EDITION = r"[ \u00a0]?{edition_words?}(?!\w)"
BEFORE_SHORT_NAMES = r"{before_short_names?}$"
AFTER_SHORT_NAMES = r"{after_short_names?}"
OUTLET_THINGS = r"{outlet_things}"


class ContextPatterns(NamedTuple):
    """The patterns of some languages. Those of one word or two are for Python's ``re``.

    Attributes:
        joint: all that may stand between two names that are credited together.
        given_name: the words before a name, where they end in a person's given name.
        false_marks: words that hold a mark of translation and mean something else.
        ambiguous_marks: those marks.
        generic_names: names of kinds of newspapers, which are parts of names.
        no_outlets: words that say that a source is no outlet.
        edition: what says which edition of an outlet is meant, after its name.
        agency_words: what an agency is, in small letters: such a name is an outlet's whatever else it holds.
        name_goes_on: what follows a name that is the beginning of a longer one.
        before_short_names: what may stand before a short name in a script without spaces.
        after_short_names: what may stand after it.
        outlet_things: what follows a name and makes it that of a building or an instrument.
        case_endings: endings that a name has after a preposition and not by itself, by language.
        addition: the beginning of a paragraph that a desk adds to a report of another (for polars).
        appended: the cue of a credit that says that the original follows (for polars).
    """

    joint: re.Pattern[str]
    given_name: re.Pattern[str]
    false_marks: frozenset[str]
    ambiguous_marks: frozenset[str]
    generic_names: frozenset[str]
    no_outlets: frozenset[str]
    edition: re.Pattern[str]
    agency_words: tuple[str, ...]
    name_goes_on: re.Pattern[str]
    before_short_names: re.Pattern[str]
    after_short_names: re.Pattern[str]
    outlet_things: re.Pattern[str]
    case_endings: dict[str, tuple[str, ...]]
    addition: str
    appended: str


WORD = re.compile(r"(?:[^\W_]|[\u0900-\u109f])+")
LONG_WORD = 6
"""Letters of the shortest word whose inflected forms and compounds are met too."""


def names_no_outlet(name: str, context: ContextPatterns) -> bool:
    """Return whether a source is an office, a company or a people's own work by the words of its name.

    A word of an alphabet must be one of the name's, or begin it where it is long, or end it where it is written with a
    small letter (``amt``: ``Landratsamt``); one of a script that joins its words must begin or end the name.
    """
    if any(word in name.casefold() for word in context.agency_words):
        return False
    tokens = [token.casefold() for token in WORD.findall(name)]
    return any(_is_or_holds(name, tokens, word) for word in context.no_outlets)


def _is_or_holds(name: str, tokens: list[str], word: str) -> bool:
    """Return whether a name holds a word that says it is no outlet's."""
    if "\u3040" <= word[0] <= "\u9fff" or "\u0e00" <= word[0] <= "\u0e7f" or "\uac00" <= word[0] <= "\ud7a3":
        return name.startswith(word) or name.endswith(word)
    folded = word.casefold()
    long = len(folded) >= LONG_WORD
    return any(
        token == folded or (long and token.startswith(folded)) or (word.islower() and token.endswith(folded))
        for token in tokens
    )


def context_patterns(languages: tuple[Language, ...]) -> ContextPatterns:
    """Return the patterns of some languages."""
    false_marks = frozenset(word for language in languages for word in language.false_translation_marks)
    marks = (mark for language in languages for mark in language.translation_marks)
    return ContextPatterns(
        joint=compiled(JOINT, languages),
        given_name=compiled(GIVEN_NAME, languages),
        false_marks=false_marks,
        ambiguous_marks=frozenset(mark for mark in marks if any(mark in word for word in false_marks)),
        generic_names=frozenset(word for language in languages for word in language.generic_names),
        no_outlets=frozenset(word for language in languages for word in language.no_outlets),
        edition=compiled(EDITION, languages),
        agency_words=tuple(word.casefold() for language in languages for word in language.agency_words),
        name_goes_on=compiled(NAME_GOES_ON, languages),
        before_short_names=compiled(BEFORE_SHORT_NAMES, languages),
        after_short_names=compiled(AFTER_SHORT_NAMES, languages),
        outlet_things=compiled(OUTLET_THINGS, languages),
        case_endings={language.tag: language.case_endings for language in languages if language.case_endings},
        addition=filled(ADDITION, languages) or "",
        appended=filled(APPENDED, languages) or "",
    )
