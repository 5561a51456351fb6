"""Outlets by their names and addresses: which outlet is meant, and where in a text its names stand.

Names are found by one Aho-Corasick pass (Aho and Corasick 1975) over the text for all names of all outlets at once, as
polars has it; the registered domain of an address comes from the public suffix list that ``publicsuffixlist`` ships (no
network).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
from publicsuffixlist import PublicSuffixList

OCCURRENCES = {"row": pl.UInt32(), "start": pl.Int64(), "name": pl.String()}
"""Columns of what ``Gazetteer.find`` gives: the row of the text, the first code point, the words."""

HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?/{0,2}(?:[^/@\s]*@)?([^/:?#\s]+\.[^/:?#\s.]{2,}\.?)(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE
)
LEGAL = re.compile(
    r"[,\s]+(?:inc|llc|ltd|limited|gmbh|plc|corp|corporation|co|s\.?a\.?|ag|l\.?p\.?|media group|wires?|newswires?)\.?$"
)
SLUG_LENGTH = 80
QUOTES, ARTICLE, WORD = re.compile(r"['’`]"), re.compile(r"^the\s+"), re.compile(r"[^\W_]+")
SMALL = re.compile(r"^[a-z]{1,3}$")
MARKS = " \n\t\u00a0(（[【/／,:：;—–-|©"


@dataclass(frozen=True)
class Name:
    """One name as it is written, whom it can mean, and whether it means an outlet wherever it stands."""

    text: str
    outlet_ids: tuple[str, ...]
    bare: bool


def slug(name: str) -> str:
    """Return the id of an outlet by its usual name: lower case, without a leading article, words joined by hyphens.

    Letters lose their diacritics; other scripts stay (``中美创新时报`` is its own slug). Empty where the name
    holds neither letter nor digit.
    """
    plain = QUOTES.sub("", name).lower() if name.isascii() else _without_marks(name)
    words = WORD.findall(ARTICLE.sub("", plain.strip()))
    return "-".join(words)[:SLUG_LENGTH].strip("-")


def _without_marks(name: str) -> str:
    """Return a name in lower case whose letters have lost their diacritics."""
    plain = QUOTES.sub("", unicodedata.normalize("NFKC", name)).casefold()
    plain = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", plain)


def host_of(address: str) -> str | None:
    """Return the host of an address or a bare domain in lower case; None where the words are neither."""
    found = HOST.match(address.strip())
    if not found:
        return None
    host = found[1].lower().rstrip(".")
    return host.removeprefix("www.") or None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """Return the public suffix list, its private part left out: a blog host is an outlet's platform, not a registry."""
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=1 << 16)
def registered_domain(host: str) -> str | None:
    """Return the registered domain of a host (``edition.cnn.com`` is ``cnn.com``); None where it has none.

    Source of the list: publicsuffix.org, as shipped by ``publicsuffixlist``.
    """
    domain: str | None = _suffixes().privatesuffix(host)
    return domain


class Gazetteer:
    """What is known of outlets, made for looking them up.

    Args:
        outlets: OUTLETS. A name that several outlets have means none of them by itself unless one is called so.
    """

    def __init__(self, outlets: pl.DataFrame) -> None:
        rows = outlets.sort("outlet_id").to_dicts()
        self.ids = {row["outlet_id"] for row in rows}
        self.kinds = {row["outlet_id"]: row["kind"] for row in rows}
        self.owners = {row["outlet_id"]: row["owner"] for row in rows}
        self._domains = {domain.lower(): row["outlet_id"] for row in reversed(rows) for domain in row["domains"] or ()}
        self.names = _names(rows)
        self._keys = _keys(rows)

    def resolve(self, named: str | None) -> str | None:
        """Return the outlet that a name, a domain or an address means; None where it means none that is known.

        Tried in this order: the outlet's id, its name or alias (case, accents, a leading "The" and a legal form do not
        count), the host of an address and then the domains above it, down to the registered one.
        """
        if not named or not named.strip():
            return None
        if named.strip() in self.ids:
            return named.strip()
        return (
            self._keys.get(_key(named))
            or self._by_host(named)
            or self._keys.get(_key(LEGAL.sub("", named.strip().casefold())))
        )

    def _by_host(self, address: str) -> str | None:
        host = host_of(address)
        base: str | None = registered_domain(host) if host else None
        while host and base and host.endswith(base):
            if host in self._domains:
                return str(self._domains[host])
            host = host.partition(".")[2]
        return None

    def find(self, texts: pl.Series, cues: Iterable[str] = ()) -> pl.DataFrame:
        """Return every place where a name of an outlet, or one of further words, stands: the longest at each place.

        Case counts. Whether a name stands there as a word of its own is not looked at.

        Args:
            texts: texts of any length; null counts as empty.
            cues: further words to look for in the same pass.

        Returns:
            Rows of ``row`` (position of the text), ``start`` (first code point) and ``name``, in the order of the text.
        """
        words = {*self.names, *cues}
        patterns = sorted(_patterns(words), key=lambda each: (-len(each.encode()), each))
        if not patterns or texts.is_empty():
            return pl.DataFrame(schema=OCCURRENCES)
        frame = pl.DataFrame({"text": texts}).select(text=" " + pl.col("text").fill_null("")).with_row_index("row")
        found = frame.select("row", start=pl.col("text").str.find_many(patterns, leftmost=True), text="text")
        found = found.filter(pl.col("start").list.len() > 0)
        lengths = _lengths(words)
        hits = [hit for row, starts, text in found.iter_rows() for hit in _named(row, starts, text, words, lengths)]
        return pl.DataFrame(hits, schema=OCCURRENCES, orient="row")


def gazetteer(outlets: pl.DataFrame) -> Gazetteer:
    """Return the gazetteer of some outlets (OUTLETS); that of the outlets asked for last is kept.

    One is made of a thousand outlets in a tenth of a second, and asked for with every batch of documents.
    """
    for before, known in tuple(_LAST):
        if before.equals(outlets):
            return known
    made = Gazetteer(outlets)
    _LAST[:] = [(outlets, made)]
    return made


_LAST: list[tuple[pl.DataFrame, Gazetteer]] = []


def _lengths(words: set[str]) -> dict[str, list[int]]:
    """Return how long the words are that begin with the same two characters, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[:2]].add(len(word))
    return {key: sorted(each, reverse=True) for key, each in lengths.items()}


def _named(
    row: int, starts: list[int], text: str, words: set[str], lengths: dict[str, list[int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield row, first code point and word of every hit; a space stands before the text, a mark may before the word."""
    points = starts if text.isascii() else _code_points(text, starts)
    for point in points:
        for at in (point, point + 1):
            length = next((each for each in lengths.get(text[at : at + 2], ()) if text[at : at + each] in words), 0)
            if length:
                yield row, at - 1, text[at : at + length]
                break


def _patterns(words: set[str]) -> set[str]:
    """Return the words to look for; three small letters only after a mark or white space, as "said" holds ``sid``.

    Words that begin like one of those (``ntv.de``) are looked for after a mark too, or the shorter one would hide them.
    """
    small = {word for word in words if SMALL.match(word)}
    longer = {word for word in words - small if any(word.startswith(short) for short in small)}
    return (words - small) | {mark + word for word in small | longer for mark in MARKS}


def _code_points(text: str, starts: Sequence[int]) -> list[int]:
    """Return the code point at which each byte offset stands; the offsets ascend."""
    encoded, points, before, point = text.encode(), [], 0, 0
    for start in starts:
        point += len(encoded[before:start].decode())
        points.append(point)
        before = start
    return points


def _names(rows: list[dict[str, object]]) -> dict[str, Name]:
    """Return every name as it is written, with whom it can mean."""
    owners: dict[str, set[str]] = defaultdict(set)
    bare: set[str] = set()
    for row in rows:
        for name in [row["name"], *(row["aliases"] or ()), *(row["domains"] or ())]:  # type: ignore[misc]  # lists of strings, from a frame
            if name and name.strip():
                owners[unicodedata.normalize("NFC", name.strip())].add(str(row["outlet_id"]))
        bare.update(unicodedata.normalize("NFC", each.strip()) for each in row["bare_aliases"] or ())  # type: ignore[attr-defined]
    return {
        name: Name(name, tuple(sorted(ids)), name in bare and len(ids) == 1) for name, ids in sorted(owners.items())
    }


def _keys(rows: list[dict[str, object]]) -> dict[str, str]:
    """Return the outlet that each name means by itself: usual names first, then aliases of one outlet only."""
    usual: dict[str, set[str]] = defaultdict(set)
    bare: dict[str, set[str]] = defaultdict(set)
    other: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        usual[_key(str(row["name"]))].add(str(row["outlet_id"]))
        for name in row["bare_aliases"] or ():  # type: ignore[attr-defined]  # lists of strings, from a frame
            bare[_key(name)].add(str(row["outlet_id"]))
        for name in row["aliases"] or ():  # type: ignore[attr-defined]  # lists of strings, from a frame
            other[_key(name)].add(str(row["outlet_id"]))
    keys: dict[str, str] = {}
    for table in (usual, bare, other):
        for key, ids in table.items():
            if key and len(ids) == 1:
                keys.setdefault(key, next(iter(ids)))
    return keys


def _key(name: str) -> str:
    """Return what of a name counts when it is compared: letters and digits, without case, accents and article."""
    return slug(name).replace("-", "")
