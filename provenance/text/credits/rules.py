"""What makes a name a credit: rules over the words around a name, as data.

A rule reads one line: up to 160 code points before a name, the name between ``⟦`` and ``⟧``, up to 160 after it; where
the block goes on, the line ends in ``⋯``, so that ``^`` and ``$`` are the true ends of the block. ``{X}`` in a pattern
stands for the marked name, or for several that follow each other (``AFP/dpa``, ``AP and Reuters``), ``{Q}`` for the
same in quotation marks and with an article. Patterns are read by a linear-time engine (Rust's ``regex``): none can be
made to backtrack. The group ``value`` is the credit as it is written (without it: the whole match), ``cue`` the words
that make it one (without it: the value without the name), ``person`` who is named, ``outlet`` an outlet that no list
knows. The first rule that holds for a name is the one that counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.text.credits.block_patterns import MONTHS

ASCII_BOUNDARY = r"(?-u:\b)"
"""The edge of an English word: a Unicode word boundary beside other letters takes the engine's slow path."""

OPEN, CLOSE, MORE = "⟦", "⟧", "⋯"
X = f"{OPEN}[^{CLOSE}]*{CLOSE}"
Q = (
    r"(?:(?:the|der|die|das|dem|den|la|le|el|il) )?[《〈「『“\"‘'«»„\[]?(?:https?://)?(?:[a-z]{2,10}\.)?"
    r"(?:(?:[Tt]he|[Ll]a|[Ll]e|[Ee]l|[Ll]os|[Dd]ie|[Dd]er|[Dd]as|[Dd]em|[Dd]en|[Ii]l|[OoAa]) "
    r"|[Ll]['’])?" + X + r"[》〉」』”\"’'»«“]?"
)
CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩЀ-Я]"
"""What ``\\p{Lu}`` becomes: the capitals of news in a tenth of the states that all of Unicode's take."""

NAME = r"\p{Lu}[^\s\d,;:()⟦!?]*(?: (?:\p{Lu}[^\s\d,;:()⟦!?]*|de|da|del|van|von|der|bin|al|el)){0,4}"
"""A person's name in an alphabet with capitals."""

PLACE = r"\p{Lu}[A-Za-zÀ-žА-я.'’ ,/&-]{1,50}?"
"""A place, or several, before a dateline's bracket."""

DASH = r"(?:[—–―－-]{1,2}|:)"

TEXT_EN = (
    r"(?:article|story|piece|post|report|column|essay|interview|text"
    r"|commentary|editorial|op-ed|analysis|review|excerpt|item)"
)

PARTS = {"{X}": X, "{Q}": Q, "{MONTHS}": MONTHS, "{NAME}": NAME, "{PLACE}": PLACE, "{DASH}": DASH, "{TEXT_EN}": TEXT_EN}


@dataclass(frozen=True)
class Rule:
    """One way in which words around a name make it a credit.

    Attributes:
        kind: the kind of credit: ``K1`` a wire dateline … ``K21`` a link (docs/explanation/credits.md lists them).
        role: what it makes of the name. ``attribution`` becomes ``source`` in the lead and ``report`` elsewhere,
        ``statement``
            (``X reported that …``) does so where it opens its sentence; ``holder`` (of a copyright) and ``footer``
            become ``source`` where the outlet is not the page's own.
        strength: how strongly it says that the text derives from the name, 4 decisive … 0 not at all.
        pattern: what the line must hold.
        where: ``any``; ``short`` (the block has at most 250 code points); ``lead`` (short, and no paragraph before it);
        ``top``
            (short, and at most four paragraphs before it); ``head`` (in the first two paragraphs or before them);
            ``end`` (the last block of the text); ``middle`` (any before it).
        frame: whether it makes names count that mean nothing by themselves (``AP``, ``Times``).
        script: letters that the line must hold for the rule to be tried: ``any``, ``cyrillic``, ``han``, ``hangul``,
        ``arabic``.
    """

    kind: str
    role: str
    strength: int
    pattern: str
    where: str = "any"
    frame: bool = True
    script: str = "any"


def rules(
    *rows: tuple[str, str, int, str], where: str = "any", frame: bool = True, script: str = "any"
) -> tuple[Rule, ...]:
    """Return rules of one place and script from kind, role, strength and pattern, the common parts put in."""
    made = []
    for kind, role, strength, pattern in rows:
        for name, part in PARTS.items():
            pattern = pattern.replace(name, part)  # noqa: PLW2901 - the same pattern, filled in
        pattern = pattern.replace(r"\b", ASCII_BOUNDARY).replace(r"\p{Lu}", CAPITAL)  # noqa: PLW2901 - as above
        made.append(Rule(kind, role, strength, pattern, where, frame, script))
    return tuple(made)
