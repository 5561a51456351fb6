"""Gazetteer of outlets: which outlet a name or an address means, and where in a text such names stand.

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
"""Columns of what ``Gazetteer.find`` returns: the row of the text, the first code point, the words."""

HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?/{0,2}(?:[^/@\s]*@)?([^/:?#\s]+\.[^/:?#\s.]{2,}\.?)(?::\d+)?(?:[/?#]\S*)?$", re.IGNORECASE
)
LEGAL = re.compile(
    r"[,\s]+(?:inc|llc|ltd|limited|gmbh|plc|corp|corporation|co|s\.?a\.?|ag|l\.?p\.?|media group|wires?|newswires?)\.?$"
)
SLUG_LENGTH = 80
APOSTROPHES, ARTICLE, WORD = re.compile(r"['’`]"), re.compile(r"^the\s+"), re.compile(r"[^\W_]+")
SHORT_LOWERCASE = re.compile(r"^[a-z]{1,3}$")
WORD_STARTS = " \n\t\u00a0(（[【/／,:：;—–-|©"


@dataclass(frozen=True)
class Name:
    """One name as it is written, the outlets it can mean, and whether it means one wherever it stands."""

    text: str
    outlet_ids: tuple[str, ...]
    unambiguous: bool


def slug(name: str) -> str:
    """Return the id of an outlet by its usual name: lower case, without a leading article, words joined by hyphens.

    Letters lose their diacritics; other scripts stay (``中美创新时报`` is its own slug). Empty where the name
    holds neither letter nor digit.
    """
    plain = APOSTROPHES.sub("", name).lower() if name.isascii() else _without_marks(name)
    words = WORD.findall(ARTICLE.sub("", plain.strip()))
    return "-".join(words)[:SLUG_LENGTH].strip("-")


def _without_marks(name: str) -> str:
    """Return a name in lower case whose letters have lost their diacritics."""
    plain = APOSTROPHES.sub("", unicodedata.normalize("NFKC", name)).casefold()
    letters = (letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))


def host_of(address: str) -> str | None:
    """Return the host of an address or a bare domain in lower case; None where the words are neither."""
    match = HOST.match(address.strip())
    if not match:
        return None
    host = match[1].lower().rstrip(".")
    return host.removeprefix("www.") or None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """Return the public suffix list without its private part: a blog host is an outlet's platform, not a registry."""
    return PublicSuffixList(only_icann=True)


@lru_cache(maxsize=1 << 16)
def registered_domain(host: str) -> str | None:
    """Return the registered domain of a host (``edition.cnn.com`` is ``cnn.com``); None where it has none.

    Source of the list: publicsuffix.org, as shipped by ``publicsuffixlist``.
    """
    domain: str | None = _suffixes().privatesuffix(host)
    return domain


class Gazetteer:
    """An index of outlets by name, domain and address.

    Args:
        outlets: OUTLETS. A name of several outlets means none of them by itself, except the one whose usual name it is.
    """

    def __init__(self, outlets: pl.DataFrame) -> None:
        rows = outlets.sort("outlet_id").to_dicts()
        self.ids = {row["outlet_id"] for row in rows}
        self.kinds = {row["outlet_id"]: row["kind"] for row in rows}
        self.owners = {row["outlet_id"]: row["owner"] for row in rows}
        self._domains = {domain.lower(): row["outlet_id"] for row in reversed(rows) for domain in row["domains"] or ()}
        self.names = _names(rows)
        self._keys = _keys(rows)

    def resolve(self, name: str | None) -> str | None:
        """Return the outlet that a name, a domain or an address means; None where it means none of the gazetteer.

        Tried in this order: the outlet's id, its name or alias (case, accents, a leading "The" and a legal form do not
        count), the host of an address and then the domains above it, down to the registered one.
        """
        if not name or not name.strip():
            return None
        if name.strip() in self.ids:
            return name.strip()
        return (
            self._keys.get(_key(name))
            or self._by_host(name)
            or self._keys.get(_key(LEGAL.sub("", name.strip().casefold())))
        )

    def _by_host(self, address: str) -> str | None:
        host = host_of(address)
        base: str | None = registered_domain(host) if host else None
        while host and base and host.endswith(base):
            if host in self._domains:
                return str(self._domains[host])
            host = host.partition(".")[2]
        return None

    def find(self, texts: pl.Series, phrases: Iterable[str] = ()) -> pl.DataFrame:
        """Return every occurrence of a name of an outlet, or of one of further phrases: the longest at each position.

        Case counts. A name inside a longer word is returned too.

        Args:
            texts: texts of any length; null counts as empty.
            phrases: further phrases to look for in the same pass.

        Returns:
            Rows of ``row`` (position of the text), ``start`` (first code point) and ``name``, in the order of the text.
        """
        words = {*self.names, *phrases}
        patterns = sorted(_patterns(words), key=lambda pattern: (-len(pattern.encode()), pattern))
        if not patterns or texts.is_empty():
            return pl.DataFrame(schema=OCCURRENCES)
        frame = pl.DataFrame({"text": texts}).select(text=" " + pl.col("text").fill_null("")).with_row_index("row")
        matches = frame.select("row", start=pl.col("text").str.find_many(patterns, leftmost=True), text="text")
        matches = matches.filter(pl.col("start").list.len() > 0)
        lengths = _lengths(words)
        rows = [
            occurrence
            for row, starts, text in matches.iter_rows()
            for occurrence in _occurrences(row, starts, text, words, lengths)
        ]
        return pl.DataFrame(rows, schema=OCCURRENCES, orient="row")


def gazetteer(outlets: pl.DataFrame) -> Gazetteer:
    """Return the gazetteer of outlets (OUTLETS); the last one is cached.

    To index a thousand outlets takes a tenth of a second, and every batch of documents needs the index.
    """
    for indexed_outlets, index in tuple(_LAST):
        if indexed_outlets.equals(outlets):
            return index
    index = Gazetteer(outlets)
    _LAST[:] = [(outlets, index)]
    return index


_LAST: list[tuple[pl.DataFrame, Gazetteer]] = []


def _lengths(words: set[str]) -> dict[str, list[int]]:
    """Return how long the words are that begin with the same two characters, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[:2]].add(len(word))
    return {initials: sorted(lengths_of_words, reverse=True) for initials, lengths_of_words in lengths.items()}


def _occurrences(
    row: int, starts: list[int], text: str, words: set[str], lengths: dict[str, list[int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield row, first code point and word of every match; the text has a space before it, the word perhaps a mark."""
    points = starts if text.isascii() else _code_points(text, starts)
    for point in points:
        for start in (point, point + 1):
            candidates = lengths.get(text[start : start + 2], ())
            length = next((length for length in candidates if text[start : start + length] in words), 0)
            if length:
                yield row, start - 1, text[start : start + length]
                break


def _patterns(words: set[str]) -> set[str]:
    """Return the patterns of words: up to three small letters only where a word starts, as "said" holds ``sid``.

    Words that begin like one of those (``ntv.de``) get such patterns too, or the shorter one would hide them.
    """
    short = {word for word in words if SHORT_LOWERCASE.match(word)}
    longer = {word for word in words - short if any(word.startswith(prefix) for prefix in short)}
    return (words - short) | {mark + word for word in short | longer for mark in WORD_STARTS}


def _code_points(text: str, starts: Sequence[int]) -> list[int]:
    """Return the code point at which each byte offset stands; the offsets ascend."""
    encoded, points, previous, point = text.encode(), [], 0, 0
    for start in starts:
        point += len(encoded[previous:start].decode())
        points.append(point)
        previous = start
    return points


def _names(rows: list[dict[str, object]]) -> dict[str, Name]:
    """Return every name as it is written, with the outlets it can mean."""
    owners: dict[str, set[str]] = defaultdict(set)
    unambiguous: set[str] = set()
    for row in rows:
        for name in [row["name"], *(row["aliases"] or ()), *(row["domains"] or ())]:  # type: ignore[misc]  # lists of strings, from a frame
            if name and name.strip():
                owners[unicodedata.normalize("NFC", name.strip())].add(str(row["outlet_id"]))
        unambiguous.update(unicodedata.normalize("NFC", name.strip()) for name in _unambiguous_aliases(row))
    return {
        name: Name(name, tuple(sorted(ids)), name in unambiguous and len(ids) == 1)
        for name, ids in sorted(owners.items())
    }


def _unambiguous_aliases(row: dict[str, object]) -> Iterable[str]:
    """Return the names that mean an outlet wherever they stand (the column ``bare_aliases``)."""
    return row["bare_aliases"] or ()  # type: ignore[return-value]  # a list of strings, from a frame


def _keys(rows: list[dict[str, object]]) -> dict[str, str]:
    """Return the outlet that each name means by itself: usual names first, then aliases of one outlet only."""
    usual: dict[str, set[str]] = defaultdict(set)
    unambiguous: dict[str, set[str]] = defaultdict(set)
    ambiguous: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        usual[_key(str(row["name"]))].add(str(row["outlet_id"]))
        for name in _unambiguous_aliases(row):
            unambiguous[_key(name)].add(str(row["outlet_id"]))
        for name in row["aliases"] or ():  # type: ignore[attr-defined]  # lists of strings, from a frame
            ambiguous[_key(name)].add(str(row["outlet_id"]))
    keys: dict[str, str] = {}
    for table in (usual, unambiguous, ambiguous):
        for key, ids in table.items():
            if key and len(ids) == 1:
                keys.setdefault(key, next(iter(ids)))
    return keys


def _key(name: str) -> str:
    """Return what of a name counts when it is compared: letters and digits, without case, accents and article."""
    return slug(name).replace("-", "")
