"""What a cleaning is asked to do: every choice and every number that changes its result."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import provenance
from provenance.errors import UsageError
from provenance.settings import TRACE_GROUPS, Settings, with_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_NUMBERS: Mapping[str, str | float] = MappingProxyType({})

LEVELS = {
    "exact": "texts with the same normal form",
    "near": "texts whose shingles agree (Jaccard, verified)",
    "contained": "documents that stand inside another",
    "repeats": "blocks that stand twice inside one document",
    "boilerplate": "page furniture: by its words, and lines that an outlet puts under many documents",
    "passages": "long passages that several documents share; the first copy stays",
    "short": "documents of fewer words than the number short, and empty ones",
}
"""What can be taken out, and what each level means; the order is that of the reports."""

USUAL_LEVELS = ("exact", "near", "repeats", "boilerplate")

KEEPING = {
    "earliest": "the earliest; undated ones after the dated, the most complete first",
    "latest": "the latest; undated ones after the dated, the most complete first",
    "longest": "the most complete",
    "first": "the first by path and position",
    "original": "the one that the others derive from, by text, credits and dates",
    "credited": "one of the outlet that the others credit",
}
"""Which copy stays, and what each choice means."""

FORMS = {
    "parquet": "Parquet, whatever came in",
    "jsonl": "JSON Lines",
    "jsonl.gz": "JSON Lines, compressed by gzip",
    "jsonl.zst": "JSON Lines, compressed by Zstandard",
    "csv": "CSV, with what is no single value as JSON",
    "text": "a text file for each document; the other fields in restore/fields",
    "same": "the kind of file that came in",
}
"""What the cleaned files are, and what each choice means."""


@dataclass(frozen=True)
class Options:
    """What is taken out, which copy stays, and in what form the rest is written.

    Attributes:
        levels: names of ``LEVELS``.
        keep: a name of ``KEEPING``.
        prefer: SQL expressions over the documents; where one is greater, or true, the document stays. The first weighs
            most.
        form: a name of ``FORMS``.
        license: what the card says of it: an SPDX identifier, a name or an address; nothing where unknown.
        settings: the numbers, those of the group ``cleaning`` and of what is shared with ``trace``.
    """

    levels: tuple[str, ...] = USUAL_LEVELS
    keep: str = "earliest"
    prefer: tuple[str, ...] = ()
    form: str = "parquet"
    license: str = ""
    settings: Settings = dataclasses.field(default_factory=Settings)

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        _known("level", self.levels, LEVELS)
        _known("choice of what stays", (self.keep,), KEEPING)
        _known("form", (self.form,), FORMS)
        object.__setattr__(self, "levels", tuple(level for level in LEVELS if level in self.levels))
        numbers = self.settings.cleaning
        object.__setattr__(self, "settings", self.settings.replace(floor=min(numbers.floor, numbers.near)))

    def numbers(self) -> dict[str, int | float]:
        """Return the numbers of the group ``cleaning`` by name, in the order of their declaration."""
        return dataclasses.asdict(self.settings.cleaning)

    def as_dict(self) -> dict[str, object]:
        """Return everything by name, as JSON can hold it."""
        chosen = {"levels": list(self.levels), "keep": self.keep, "prefer": list(self.prefer)}
        chosen |= {"form": self.form, "license": self.license}
        return {
            **chosen,
            **self.numbers(),
            "settings": self.settings.as_dict(*TRACE_GROUPS),
            "version": provenance.__version__,
        }

    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that differ when any choice differs but the licence."""
        chosen = {name: value for name, value in self.as_dict().items() if name != "license"}
        return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]


def _known(what: str, given: tuple[str, ...], known: dict[str, str]) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown or not given:
        raise UsageError(
            f"there is no {what} {unknown[0] if unknown else '(none given)'}", f"there are: {', '.join(known)}"
        )


def cleaning_options(
    *,
    levels: Sequence[str] = (),
    keep: str = "earliest",
    prefer: Sequence[str] = (),
    form: str = "parquet",
    license: str = "",  # noqa: A002 - as a card calls it
    settings: Settings | Mapping[str, str | float] = NO_NUMBERS,
) -> Options:
    """Return options from words.

    Args:
        levels: names of ``LEVELS``; none for the usual ones.
        keep: a name of ``KEEPING``.
        prefer: SQL expressions over the documents.
        form: a name of ``FORMS``.
        license: what the card says of it.
        settings: the numbers that change a result, all of them or some by name.

    Raises:
        UsageError: a name is unknown, or a number is none or out of its range.
    """
    numbers = settings if isinstance(settings, Settings) else with_numbers(Settings(), settings)
    return Options(tuple(levels) or USUAL_LEVELS, keep, tuple(prefer), form, license, numbers)
