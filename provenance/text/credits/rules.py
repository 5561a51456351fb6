"""Rules that classify mentions of outlets: templates over the words around a name, filled in from word lists.

A rule reads one line: the words before a name (160 code points, a setting), the name between ``⟦`` and ``⟧``, as many
words after it. Where the block goes on, the line ends in ``⋯``, so that ``^`` and ``$`` are the true ends of the block.
Patterns are read by a linear-time engine (Rust's ``regex``): none can be made to backtrack. The group ``value`` is the
credit as it is written, ``cue`` the words that make it one (without it: the value without the name), ``person`` who is
named, ``outlet`` an outlet that no list holds. The first rule that holds for a name counts.

A template's pattern holds three kinds of slots:

* ``{BRACKETED}`` a name that is listed with its brackets, as without them it is a word (``(भाषा)``, *language*).
* ``{X}`` the marked name, or several that follow each other (``AFP/dpa``, ``AP and Reuters``); ``{Q}`` the same in
  quotation marks and with an article; ``{NAME}`` a person; ``{PLACE}``, ``{DASH}`` the parts of a dateline.
* ``{photo_labels}``: any word of that list (a field of ``Language``) in any of the rule's languages. ``{list:cased}``
  lets a small first letter be a capital one; ``{list:joined}`` puts a space behind each word but those that end in an
  apostrophe; ``{list?}`` may be empty: without the mark, languages (and rules) that lack the list are left out.
  Forms combine: ``{list:cased,joined}``.
* ``{per_language}``: the template's part of that name, once for every language: words that belong together are of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from provenance.text.credits.word_lists import Language

ASCII_BOUNDARY = r"(?-u:\b)"
"""The edge of an English word: a Unicode word boundary beside other letters takes the engine's slow path."""

OPEN, CLOSE, MORE = "⟦", "⟧", "⋯"
X = f"{OPEN}[^{CLOSE}]*{CLOSE}"

CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-Я]"
"""What ``\\p{Lu}`` becomes: the capitals of news in a tenth of the states that all of Unicode's take."""

SCRIPTS = {
    "latin": "",
    "cyrillic": r"\p{Cyrillic}",
    "greek": r"\p{Greek}",
    "arabic": r"\p{Arabic}",
    "hebrew": r"\p{Hebrew}",
    "devanagari": r"\p{Devanagari}",
    "bengali": r"\p{Bengali}",
    "thai": r"\p{Thai}",
    "han": r"[\p{Han}\p{Hiragana}\p{Katakana}]",
    "hangul": r"\p{Hangul}",
}
"""The scripts of languages, and what a line must contain for the rules of a script to be tried."""

SYLLABIC = ("han", "hangul")
"""Scripts that are left out of the templates for alphabets: their photo labels need no colon."""

NOTHING = r"[^\s\S]"
"""What matches nothing: the pattern of an empty list."""

SPECIAL = re.compile(r"[\\.+?()|\[\]{}^$]")
SLOT = re.compile(r"\{([a-z_]+)(\?)?(?::([a-z,]+))?\}")

PARTS = {
    "{Q}": (
        r"(?:{articles?:joined})?[《〈「『“\"‘'«»„\[]?(?:https?://)?(?:[a-z]{2,10}\.)?"
        r"(?:{articles?:cased,joined}|{name_articles?:cased,joined})?{X}[》〉」』”\"’'»«“]?"
    ),
    "{NAME}": rf"{CAPITAL}[^\s\d,;:()⟦!?]*(?: (?:{CAPITAL}[^\s\d,;:()⟦!?]*|{{person_particles?}})){{0,4}}",
    "{PLACE}": rf"{CAPITAL}[A-Za-zÀ-žА-я.'’ ,/&-]{{1,50}}?",
    "{DASH}": r"(?:[—–―－_-]{1,2}|:)",
    "{X}": X,
    "{BRACKETED}": rf"{OPEN}\([^{CLOSE}]*\){CLOSE}",
    r"\b": ASCII_BOUNDARY,
    r"\p{Lu}": CAPITAL,
}
"""The shorthands of patterns; word lists in them are those of every language."""


@dataclass(frozen=True)
class Rule:
    """One pattern of words around a name that makes it a credit.

    Attributes:
        kind: the kind of credit: ``K1`` a wire dateline … ``K21`` a link (docs/explanation/credits.md lists them).
        role: the role of the credit. ``attribution`` becomes ``source`` in the lead and ``report`` elsewhere,
            ``statement`` (``X reported that …``) does so where it opens its sentence; ``holder`` (of a copyright) and
            ``footer`` become ``source`` where the outlet is not the page's own.
        strength: how strongly it says that the text derives from the name, 4 decisive … 0 not at all.
        pattern: what the line must hold.
        position: where the block must stand: ``any``; ``short`` (it has at most 250 code points); ``lead`` (short, no
            paragraph before it); ``top`` (short, and at most four paragraphs before it); ``head`` (in the first two
            paragraphs or before them); ``end`` (the last block of the text); ``middle`` (any before it);
            ``agency`` (as ``head``, and the names are those of agencies).
        ambiguous_names: whether ambiguous names (``AP``, ``Times``) count where the rule holds.
        script: letters that the line must hold for the rule to be tried (a key of ``SCRIPTS``, or ``any``).
        everyday_words: whether names that are everyday words (``Time``, ``People``) count where the rule holds.
    """

    kind: str
    role: str
    strength: int
    pattern: str
    position: str = "any"
    ambiguous_names: bool = True
    script: str = "any"
    everyday_words: bool = True


@dataclass(frozen=True)
class Template:
    """A rule without its words, for all languages or for each script.

    Attributes:
        kind: as of the rule; so are role, strength, position, ambiguous_names
            and everyday_words.
        pattern: the rule's pattern with slots.
        per_language: the part that stands once for every language at the slot ``{per_language}``.
        scripts: one rule is made for each: a key of ``SCRIPTS`` (its languages alone; the line must hold its letters),
            ``any`` (one rule of all languages), ``alphabetic`` (one rule of all but those in ``SYLLABIC``), ``every``
            (one rule for each script that some language is written in).
    """

    kind: str
    role: str
    strength: int
    pattern: str
    per_language: str = ""
    position: str = "any"
    ambiguous_names: bool = True
    scripts: tuple[str, ...] = ("any",)
    everyday_words: bool = True


def rules_of(templates: Iterable[Template], languages: tuple[Language, ...]) -> tuple[Rule, ...]:
    """Return the rules of templates in their order; what no language has words for is left out."""
    return tuple(rule for template in templates for rule in _rules(template, languages))


def _rules(template: Template, languages: tuple[Language, ...]) -> Iterator[Rule]:
    """Yield the rules of one template, the scripts in their order."""
    for script in SCRIPTS if template.scripts == ("every",) else template.scripts:
        speakers = tuple(language for language in languages if _writes(language, script))
        pattern = _pattern(template, speakers, languages)
        if pattern:
            tried = "any" if script in ("alphabetic", "latin") else script
            yield Rule(
                template.kind,
                template.role,
                template.strength,
                pattern,
                template.position,
                template.ambiguous_names,
                tried,
                template.everyday_words,
            )


def _writes(language: Language, script: str) -> bool:
    """Return whether a language belongs to the rule of a script, or of several scripts."""
    return script in ("any", language.script) or (script == "alphabetic" and language.script not in SYLLABIC)


def _pattern(template: Template, speakers: tuple[Language, ...], languages: tuple[Language, ...]) -> str | None:
    """Return a template's pattern with the words of its own languages, and the parts with those of all languages."""
    pattern = template.pattern
    if template.per_language:
        parts = [part for language in speakers if (part := filled(template.per_language, (language,)))]
        if not parts:
            return None
        pattern = pattern.replace("{per_language}", f"(?:{'|'.join(parts)})")
    words = filled(pattern, speakers)
    return words and shorthands(words, languages)


def shorthands(pattern: str, languages: tuple[Language, ...]) -> str:
    """Return a pattern with its shorthands (``PARTS``) replaced."""
    for name, part in PARTS.items():
        if name in pattern:
            pattern = pattern.replace(name, filled(part, languages) or "")
    return pattern


@lru_cache(maxsize=1 << 12)
def filled(pattern: str, languages: tuple[Language, ...]) -> str | None:
    """Return a pattern with the words of languages in its slots; None where a list it needs is empty."""
    missing = []

    def words(slot: re.Match[str]) -> str:
        field, optional, form = slot.groups()
        listed = alternatives(field, languages, form or "")
        if listed is None and not optional:
            missing.append(field)
        return listed or NOTHING

    without_slots = SLOT.sub(words, pattern)
    return None if missing else without_slots


def compiled(pattern: str, languages: tuple[Language, ...]) -> re.Pattern[str]:
    """Return a pattern for Python's ``re``, all of whose lists may be empty, with the words of languages."""
    return re.compile(filled(pattern, languages) or "")


def alternatives(field: str, languages: tuple[Language, ...], form: str = "") -> str | None:
    """Return a pattern of every word that languages list, the longest first; None where they list none."""
    listed = dict.fromkeys(word for language in languages for word in getattr(language, field))
    if not listed:
        return None
    longest = sorted(listed, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(_word(word, form) for word in longest)})"


def _word(word: str, form: str) -> str:
    """Return the pattern of a word: ``'`` is either apostrophe, ``*`` any letters."""
    initial, remainder = _escaped(word[:1]), _escaped(word[1:])
    if "cased" in form and word[:1].upper() != word[:1]:
        initial = f"[{word[:1].upper()}{word[:1]}]"
    return initial + remainder + (" " if "joined" in form and not word.endswith("'") else "")


def _escaped(text: str) -> str:
    """Return the pattern of a part of a word."""
    return SPECIAL.sub(r"\\\g<0>", text).replace("'", "['’]").replace("*", r"\p{L}*")
