"""Gazetteer of outlets: which outlet a name or an address means, and where in a text such names stand.

Names are found by one Aho-Corasick pass (Aho and Corasick 1975) over the text for all names of all outlets at once, as
polars has it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import polars as pl

from provenance.text.addresses import (
    LONGEST_ADDRESS,
    account_of,
    domain_words,
    host_of,
    page_address,
    registered_domain,
)
from provenance.text.credits.inflected_names import CaseForms, case_forms, title_cased

OCCURRENCES = {"row": pl.UInt32(), "start": pl.Int64(), "name": pl.String()}
"""Columns of what ``Gazetteer.find`` returns: the row of the text, the first code point, the words."""

LEGAL = re.compile(
    r"[,\s]+(?:inc|llc|ltd|limited|gmbh|plc|corp|corporation|co|s\.?a\.?|ag|l\.?p\.?|media group|wires?|newswires?)\.?$"
)
SLUG_LENGTH = 80
BRAND_LENGTH = 7
"""Letters of the shortest name by which a domain that is not known means an outlet."""

SHORTEST_IN_CAPITALS = 4
"""Letters of the shortest name that an agency has in capitals too: shorter ones are abbreviations, or words."""

LONGEST_SEARCHED = 120
"""Code points of the longest name that is looked for in texts; longer ones are found in fields alone."""

LEADING_ARTICLE = re.compile(r"^(?:El|La|Los|Las|Le|Les|L['’]|Il|Lo|Gli|I|Der|Die|Das|De|Het|O|A|Os|As|Το|Η|Ο) ?")
APOSTROPHES, ARTICLE, WORD = (
    re.compile(r"['’`]"),
    re.compile(r"^the\s+"),
    re.compile(r"(?:[^\W_]|[\u0900-\u109f\u1780-\u17ff])+"),
)
FIRST_VOWEL_SIGN = "\u0900"
"""From the scripts of India on, marks are vowels and other parts of a word, no accents."""
SHORT_LOWERCASE = re.compile(r"^[a-z]{1,3}$")
WORD_STARTS = " \n\t\u00a0(（[【/／,:：;—–-|©"


@dataclass(frozen=True)
class Name:
    """One name as it is written, the outlets it can mean, and whether it means one wherever it stands."""

    text: str
    outlet_ids: tuple[str, ...]
    unambiguous: bool
    usual: str | None = None
    """Which of several outlets it means where nothing tells them apart."""


class Search(NamedTuple):
    """What is looked for in texts: names and phrases, their patterns, and the lengths of those of the same initials."""

    words: set[str]
    patterns: list[str]
    lengths: dict[str, list[int]]


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
    decomposed = unicodedata.normalize("NFKD", plain)
    letters = (letter for letter in decomposed if letter >= FIRST_VOWEL_SIGN or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))


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
        self.countries = {row["outlet_id"]: row["country"] for row in rows}
        self._years = {row["outlet_id"]: (row["active_from"], row["active_to"]) for row in rows}
        self._domains = {domain.lower(): row["outlet_id"] for row in reversed(rows) for domain in row["domains"] or ()}
        self._with_domains = set(self._domains.values())
        self.names = _names(rows)
        self._candidates = _candidates(rows)
        self._keys = _keys(rows)
        self._brands = _brands(self.names)
        self._search: tuple[frozenset[str], Search] | None = None

    def resolve(self, name: str | None) -> str | None:
        """Return the outlet that a name, a domain or an address means; None where it means none of the gazetteer.

        Tried in this order: the outlet's id, its name or alias (case, accents, a leading "The" and a legal form do not
        count), the host of an address and then the domains above it, down to the registered one.
        """
        if not name or not name.strip() or len(name) > LONGEST_ADDRESS:
            return None
        if name.strip() in self.ids:
            return name.strip()
        return (
            self._keys.get(key_of(name))
            or self.of_address(name)
            or self._keys.get(key_of(LEGAL.sub("", name.strip().casefold())))
        )

    def is_everyday_word(self, name: str) -> bool:
        """Return whether a name is one word that has another meaning (``Time``, ``La Verdad``); no agency's is one."""
        entry = self.names.get(name)
        if entry is None or entry.unambiguous or "." in name or " " in LEADING_ARTICLE.sub("", name):
            return False
        return not self.is_agency(name)

    def is_agency(self, name: str) -> bool:
        """Return whether a name can mean an agency."""
        entry = self.names.get(name)
        return entry is not None and any(self.kinds.get(outlet) == "agency" for outlet in entry.outlet_ids)

    @cached_property
    def case_forms(self) -> CaseForms:
        """The index of names by which case forms of them are understood; made when the first one is asked for."""
        return CaseForms((name.text, outlet) for name in self.names.values() for outlet in name.outlet_ids)

    def was_active(self, outlet_id: str, year: int | None) -> bool:
        """Return whether an outlet can have sent news in a year; where the year is not known, whether it still can."""
        first, last = self._years.get(outlet_id, (None, None))
        if year is None:
            return last is None
        return (first is None or first <= year) and (last is None or year <= last)

    def candidates(self, name: str) -> frozenset[str]:
        """Return every outlet that has a name, as usual name or alias; none for an address."""
        return self._candidates.get(key_of(name), frozenset())

    def has_domains(self, outlet_id: str) -> bool:
        """Return whether any address of an outlet is known."""
        return outlet_id in self._with_domains

    def of_address(self, address: str) -> str | None:
        """Return the outlet that serves an address; that of the page itself where an archive or a proxy shows it.

        Known are accounts of platforms, hosts, and the domains above a host down to the registered one. A registered
        domain that is not known means an outlet whose name it spells, where that name means one outlet wherever it
        stands (``reuters.co.uk``).
        """
        page = page_address(address)
        host = host_of(page) if page else None
        base: str | None = registered_domain(host) if host else None
        if not page or not host or not base:
            return None
        account = account_of(page)
        if account in self._domains:
            return str(self._domains[account])
        while host.endswith(base):
            if host in self._domains:
                return str(self._domains[host])
            host = host.partition(".")[2]
        return self._brands.get(key_of(domain_words(base)))

    def _search_of(self, phrases: frozenset[str]) -> Search:
        """Return what is looked for in texts: the names and some phrases; what was asked last is kept."""
        if self._search is None or self._search[0] != phrases:
            words = {*self.names, *phrases}
            patterns = sorted(_patterns(words), key=lambda pattern: (-len(pattern.encode()), pattern))
            self._search = phrases, Search(words, patterns, _lengths(words))
        return self._search[1]

    def find(self, texts: pl.Series, phrases: Iterable[str] = ()) -> pl.DataFrame:
        """Return every occurrence of a name of an outlet, or of one of further phrases: the longest at each position.

        Case counts. A name inside a longer word is returned too.

        Args:
            texts: texts of any length; null counts as empty.
            phrases: further phrases to look for in the same pass.

        Returns:
            Rows of ``row`` (position of the text), ``start`` (first code point) and ``name``, in the order of the text.
        """
        words, patterns, lengths = self._search_of(frozenset(phrases))
        if not patterns or texts.is_empty():
            return pl.DataFrame(schema=OCCURRENCES)
        frame = pl.DataFrame({"text": texts}).select(text=" " + pl.col("text").fill_null("")).with_row_index("row")
        matches = frame.select("row", start=pl.col("text").str.find_many(patterns, leftmost=True), text="text")
        matches = matches.filter(pl.col("start").list.len() > 0)
        rows = [
            occurrence
            for row, starts, text in matches.iter_rows()
            for occurrence in _occurrences(row, starts, text, words, lengths)
        ]
        return pl.DataFrame(rows, schema=OCCURRENCES, orient="row")


def gazetteer(outlets: pl.DataFrame) -> Gazetteer:
    """Return the gazetteer of outlets (OUTLETS); the last one is cached.

    To index five thousand outlets takes a fifth of a second, and every batch of documents needs the index.
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
    prefixes = tuple(sorted(short))
    longer = {word for word in words - short if word.startswith(prefixes)}
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
    """Return every name that is looked for in texts as it is written, with the outlets it can mean."""
    owners: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    unambiguous: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        outlet_id, words = str(row["outlet_id"]), set(_names_in(row, "wordlike_aliases"))
        called[_composed(str(row["name"]))].add(outlet_id)
        written = _in_capitals if row["kind"] == "agency" else _as_it_is
        for name in _with_case_forms(
            written((str(row["name"]), *_names_in(row, "aliases"), *_names_in(row, "domains")))
        ):
            if name.strip() and len(name) <= LONGEST_SEARCHED and name not in words:
                owners[_composed(name)].add(outlet_id)
        for name in _with_case_forms(written(_unambiguous_aliases(row))):
            unambiguous[_composed(name)].add(outlet_id)
    return {
        name: Name(
            name, tuple(sorted(ids)), len(unambiguous[name]) == 1, _only(unambiguous[name]) or _only(called[name] & ids)
        )
        for name, ids in sorted(owners.items())
    }


def _as_it_is(names: Iterable[str]) -> Iterable[str]:
    """Return names as they are."""
    return names


def _with_case_forms(names: Iterable[str]) -> Iterable[str]:
    """Return names and their case forms."""
    for name in names:
        yield name
        yield from case_forms(name)
        yield title_cased(name)


def _in_capitals(names: Iterable[str]) -> Iterable[str]:
    """Return the names of an agency as they are, in capitals, and with a capital first letter, as in datelines."""
    for name in names:
        yield name
        if len(name) >= SHORTEST_IN_CAPITALS and "." not in name:
            yield name.upper()
            yield name[:1].upper() + name[1:]


def _composed(name: str) -> str:
    """Return a name as it is looked for in texts: composed characters, no white space around it."""
    return unicodedata.normalize("NFC", name.strip())


def _only(ids: set[str]) -> str | None:
    """Return the only id of a set; None where there is none, or several."""
    return next(iter(ids)) if len(ids) == 1 else None


def _unambiguous_aliases(row: dict[str, object]) -> Iterable[str]:
    """Return the names that mean an outlet wherever they stand (the column ``bare_aliases``)."""
    return _names_in(row, "bare_aliases")


def _names_in(row: dict[str, object], column: str) -> Iterable[str]:
    """Return the list in a column of a row."""
    return row[column] or ()  # type: ignore[return-value]  # a list of strings, from a frame


def _candidates(rows: list[dict[str, object]]) -> dict[str, frozenset[str]]:
    """Return the outlets that have each name, by what of a name counts."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row["name"], *_names_in(row, "aliases"), *_unambiguous_aliases(row)):
            owners[key_of(str(name))].add(str(row["outlet_id"]))
    return {key: frozenset(ids) for key, ids in owners.items() if key}


def _brands(names: dict[str, Name]) -> dict[str, str]:
    """Return the outlets by those names that mean one wherever they stand and are long enough to be nobody else's."""
    brands: dict[str, str] = {}
    for name in names.values():
        key = key_of(name.text) if name.unambiguous else ""
        if len(key) >= BRAND_LENGTH and key.isascii():
            brands.setdefault(key, name.usual or name.outlet_ids[0])
    return brands


def _keys(rows: list[dict[str, object]]) -> dict[str, str]:
    """Return the outlet that each name means by itself.

    Usual names come first, then aliases of one outlet only, then names of outlets that are known from documents alone,
    and last the names that their domains spell.
    """
    tables: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in ("usual", "unambiguous", "alias")}
    met: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in ("name", "alias", "domain")}
    for row in rows:
        outlet_id, listed = str(row["outlet_id"]), row["origin"] != "data"
        (tables["usual"] if listed else met["name"])[key_of(str(row["name"]))].add(outlet_id)
        for name in _unambiguous_aliases(row):
            tables["unambiguous"][key_of(name)].add(outlet_id)
        for name in _names_in(row, "aliases"):
            (tables["alias"] if listed else met["alias"])[key_of(name)].add(outlet_id)
        for domain in () if listed else _names_in(row, "domains"):
            met["domain"][key_of(domain_words(domain))].add(outlet_id)
    keys: dict[str, str] = {}
    for table in (*tables.values(), *met.values()):
        for key, ids in table.items():
            if key and len(ids) == 1:
                keys.setdefault(key, next(iter(ids)))
    return keys


@lru_cache(maxsize=1 << 15)
def key_of(name: str) -> str:
    """Return what of a name counts when it is compared: letters and digits, without case, accents and article."""
    return slug(name).replace("-", "")
