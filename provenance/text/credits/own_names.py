"""Whose a plain text says it is: its desk line, its own copyright line, its site's name in the title or at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from provenance.text.addresses import domain_words
from provenance.text.credits.gazetteer import LEGAL, Gazetteer, key_of
from provenance.text.credits.record_outlets import spells

DESK = re.compile(
    r"[【\[(（]\s*(?P<name>[\u4e00-\u9fff]{2,15}?)\s*(?:\d{4}\s*年\s*)?(?:\d{1,2}\s*月\s*\d{1,2}\s*日\s*)?"
    r"(?:综合|綜合)?(?:编译|編譯)(?:讯|訊|报道|報道|報導)"
)
"""``【中美创新时报2024年11月1日编译讯】``: the desk that translated a text says whose desk it is."""

RIGHTS = (
    r"all rights|alle rechte|tous droits|todos los derechos|todos os direitos|tutti i diritti|wszelkie prawa|все права"
    r"|усі права|всі права|tüm hakları|版权所有|版權所有|无断|無断|無斷|무단|저작권|禁止|جميع الحقوق|כל הזכויות"
)
YEARS = r"(?:\d{4}(?:\s*[-–/]\s*(?:\d{4}|\d{2}|present))?)"
OWN_RIGHTS = re.compile(
    rf"(?i)^(?:copyright\s*)?(?:©|\(c\)|ⓒ|copyright(?:\s+by)?|版权所有|版權所有)\s*[:：]?\s*{YEARS}?[\s,]*(?:by\s+)?"
    rf"(?P<name>[^.|,;。，；|\n]{{2,60}}?)\s*{YEARS}?\s*(?:[.|,;。，；|]|(?:{RIGHTS})|$)"
)
"""A line that begins with a copyright mark: whose the page is, unless the holder is an agency."""

TITLE_END = re.compile(r"^.{12,180}?(?:\s[|–—-]\s|\s?[_｜]\s?)(?P<name>[^|–—_｜]{3,40})$")
"""``Headline | Lunden Post``: browsers' titles end in the name of the site."""

STATION = re.compile(r"\b[A-Z]{3,5}(?: (?:Action|Channel|Eyewitness|Live|Local|News|NewsChannel|TV|\d{1,2}))+\b")
"""The name of a station: its call sign and the words that all stations have."""

FAMILY = re.compile(r"(?:网|網|网站|網站|[.]com|\s+online)$", re.IGNORECASE)
"""What a paper's site adds to its name."""

SERVANTS = frozenset({"agency", "platform", "aggregator"})
"""Kinds of outlets whose names stand in the lines of others' pages."""

WEIGHTS = {"desk": 4, "title": 2, "rights of an unlisted name": 2, "rights": 1, "masthead": 1, "end": 1}
"""What a name counts for by the place where it stands: an outlet's own line on a page that copied it counts for one."""

ENOUGH = 2
"""What a name must count for in all, so that it is the text's own: two places, or one that copies do not have."""

HEADLINE_WORDS = 4
"""Words that stand at least before a site's name in a title: two may be a person's, as in a byline."""

TAIL_LINES = 6
SEARCHED = 1500
"""Code points at either end of a text that are searched."""


class OwnName(NamedTuple):
    """A name that a text may give as its own, and where it stands: one of WEIGHTS."""

    place: str
    name: str


def own_name(text: str, gazetteer: Gazetteer, is_outlet_like: Callable[[str], object]) -> str | None:
    """Return the name that a text gives as that of its own outlet; None where it gives none, or several.

    A desk that says it translated the text decides. Else the names in copyright lines, in the title and alone on the
    first or last line must all mean one outlet, and stand in two of these places, or where copies do not have them.
    Names of agencies and platforms do not count: they stand on the pages of others.

    Args:
        text: the whole text.
        gazetteer: the outlets that are known.
        is_outlet_like: tells whether words that no list knows are made like an outlet's name.
    """
    mentions = list(_names(text, gazetteer, is_outlet_like))
    decided = [mention for mention in mentions if mention.place == "desk"] or mentions
    outlets = {gazetteer.resolve(mention.name) or key_of(FAMILY.sub("", mention.name)) for mention in decided}
    if len(outlets) != 1 or sum(WEIGHTS[place] for place in {mention.place for mention in decided}) < ENOUGH:
        return None
    return min((mention.name for mention in decided), key=lambda name: (len(name), name))


def name_of_domain(text: str, domain: str, is_outlet_like: Callable[[str], object]) -> str | None:
    """Return the name that a page gives as its own and that its domain spells; None where it gives none.

    It stands in the copyright line or at the end of the title, or anywhere at either end of the text where its words
    are made like an outlet's name: a domain can spell the name of a town.
    """
    ends = text[:SEARCHED] + "\n" + text[max(SEARCHED, len(text) - SEARCHED) :]
    last = ends.rstrip().split("\n")[-TAIL_LINES:]
    lines = [
        *(OWN_RIGHTS.match(line.strip()) for line in last),
        TITLE_END.match(text[:SEARCHED].lstrip().partition("\n")[0]),
    ]
    names = [LEGAL.sub("", match["name"].strip()) for match in lines if match]
    words = domain_words(domain)
    names += [name for name in _spaced(words).findall(ends) if is_outlet_like(name)] if words.isascii() else []
    names += STATION.findall(ends)
    return min((name for name in names if spells(domain, name)), key=lambda name: (len(name), name), default=None)


@lru_cache(maxsize=1 << 12)
def _spaced(words: str) -> re.Pattern[str]:
    """Return the pattern of a name of several words, each with a capital, that a domain spells."""
    letters = "[ ’']{0,2}".join(f"[{letter}{letter.upper()}]" for letter in words)
    return re.compile(rf"\b(?:The )?(?=[A-Z])(?=\w+ ){letters}\b")


def _names(text: str, gazetteer: Gazetteer, is_outlet_like: Callable[[str], object]) -> Iterator[OwnName]:
    """Yield every name that a text gives as its own."""
    head, tail = text[:SEARCHED], text[-SEARCHED:]
    for match in DESK.finditer(head):
        yield OwnName("desk", match["name"])
    first = [line.strip() for line in head.split("\n") if line.strip()]
    last = [line.strip() for line in tail.split("\n") if line.strip()][-TAIL_LINES:]
    if len(first) < 2:
        return
    for line in last:
        rights = OWN_RIGHTS.match(line)
        name = LEGAL.sub("", rights["name"].strip()) if rights else ""
        if name and _is_listed(name, gazetteer):
            yield OwnName("rights", name)
        elif name and _is_new(name, gazetteer, is_outlet_like):
            yield OwnName("rights of an unlisted name", name)
    title = TITLE_END.match(first[0])
    name = title["name"].strip() if title and _is_headline(first[0][: title.start("name")]) else ""
    if name and (_is_listed(name, gazetteer) or _is_new(name, gazetteer, is_outlet_like)):
        yield OwnName("title", name)
    for place, line in (("masthead", first[0]), ("end", last[-1])):
        if _stands_alone(line, gazetteer):
            yield OwnName(place, line)


def _is_listed(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name means an outlet that publishes pages of its own."""
    outlet_id = gazetteer.resolve(name)
    return outlet_id is not None and gazetteer.kinds[outlet_id] not in SERVANTS


def _is_headline(words: str) -> bool:
    """Return whether words are long enough for a headline; scripts without spaces count by letters."""
    return len(words.split()) >= HEADLINE_WORDS or (not words.isascii() and len(words) >= 2 * HEADLINE_WORDS)


def _is_unlisted(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether no outlet is known by a name."""
    return gazetteer.resolve(name) is None and not gazetteer.candidates(name)


def _is_new(name: str, gazetteer: Gazetteer, is_outlet_like: Callable[[str], object]) -> bool:
    """Return whether a name of several words, or in a script without spaces, is made like one of an unknown outlet."""
    several = " " in name.strip() or not name.isascii()
    return several and _is_unlisted(name, gazetteer) and bool(is_outlet_like(name))


def _stands_alone(line: str, gazetteer: Gazetteer) -> bool:
    """Return whether a line is nothing but the name of an outlet, and of one wherever it stands: rubrics are words."""
    name = gazetteer.names.get(line)
    return name is not None and name.unambiguous and (" " in line or not line.isascii()) and _is_listed(line, gazetteer)
