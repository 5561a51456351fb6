"""The options of a cleaning: every choice and every number that changes its result."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import provenance
from provenance.cleaning.corpus_formats import CORPUS_FORMATS
from provenance.errors import UsageError
from provenance.limits import byte_count
from provenance.settings import TRACE_GROUPS, Settings, with_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from provenance.cleaning.corpus_formats import CorpusFormat
    from provenance.settings.cleaning import CleaningSettings

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
"""What can be removed or cut, and what each level means; the order is that of the reports."""

USUAL_SHARD_SIZE = 500_000_000
"""Bytes of records in a file of the output: as the hub's own library has it."""

USUAL_LEVELS = ("exact", "near", "repeats", "boilerplate")

KEEPING = {
    "earliest": "the earliest; undated ones after the dated, those that repeat themselves last",
    "latest": "the latest; undated ones after the dated, those that repeat themselves last",
    "longest": "the most complete",
    "first": "the first by path and position",
    "original": "the one that the others derive from, by text, credits and dates",
    "credited": "one of the outlet that the others credit",
}
"""Which copy is kept, and what each choice means."""


@dataclass(frozen=True)
class CleaningOptions:
    """What is removed, which copy is kept, and in what format the rest is written.

    Attributes:
        levels: names of ``LEVELS``.
        keep: a name of ``KEEPING``.
        prefer: SQL expressions over the documents; the document for which one is greater, or true, is kept. The first
            weighs most.
        split_order: splits of the inputs among which copies are removed, from those named later; others stay apart.
        form: the name of an output format (``CORPUS_FORMATS``).
        shard_size: most bytes of records in a file, before they are encoded; 0: one file.
        weights: whether the size, first date and outlets of the cluster of each kept document are written.
        drop_lists: whether the ids and positions of what went are written as lists for other tools.
        license: an SPDX identifier, a name or an address, for the dataset card; empty where unknown.
        settings: the numbers, those of the group ``cleaning`` and of what is shared with ``trace``.

    Example:
        >>> provenance.CleaningOptions(levels=("near", "exact"), keep="longest").levels  # in the order of reports
        ('exact', 'near')
    """

    levels: tuple[str, ...] = USUAL_LEVELS
    keep: str = "earliest"
    prefer: tuple[str, ...] = ()
    split_order: tuple[str, ...] = ()
    form: str = "parquet"
    shard_size: int = USUAL_SHARD_SIZE
    weights: bool = False
    drop_lists: bool = False
    license: str = ""
    settings: Settings = dataclasses.field(default_factory=Settings)

    def __post_init__(self) -> None:
        """Refuse unknown names; sort the levels, and lower the floor to the threshold of near-duplicates."""
        refuse_unknown("level", self.levels, LEVELS)
        refuse_unknown("choice of what stays", (self.keep,), KEEPING)
        refuse_unknown("form", (self.form,), CORPUS_FORMATS)
        object.__setattr__(self, "levels", tuple(level for level in LEVELS if level in self.levels))
        floor = min(self.thresholds.floor, self.thresholds.near)
        object.__setattr__(self, "settings", self.settings.replace(floor=floor))

    @property
    def thresholds(self) -> CleaningSettings:
        """The numbers of the group ``cleaning``."""
        return self.settings.cleaning

    @property
    def corpus_format(self) -> CorpusFormat:
        """The format of the cleaned data."""
        return CORPUS_FORMATS[self.form]

    def numbers(self) -> dict[str, int | float]:
        """Return the numbers of the group ``cleaning`` by name, in declaration order.

        Example:
            >>> provenance.CleaningOptions().numbers()["near"]
            0.7
        """
        return dataclasses.asdict(self.thresholds)

    def as_dict(self) -> dict[str, object]:
        """Return all options by name, as JSON can hold them.

        Example:
            >>> provenance.CleaningOptions().as_dict()["keep"]
            'earliest'
        """
        return {
            "levels": list(self.levels),
            "keep": self.keep,
            "prefer": list(self.prefer),
            "split_order": list(self.split_order),
            "form": self.form,
            "shard_size": self.shard_size,
            "weights": self.weights,
            "drop_lists": self.drop_lists,
            "license": self.license,
            **self.numbers(),
            "settings": self.settings.as_dict(*TRACE_GROUPS),
            "version": provenance.__version__,
        }

    def fingerprint(self) -> str:
        """Return 16 hexadecimal digits that differ when any option but the licence differs.

        Example:
            >>> usual, licensed = provenance.CleaningOptions(), provenance.CleaningOptions(license="cc0-1.0")
            >>> usual.fingerprint() == licensed.fingerprint()
            True
        """
        options = {name: value for name, value in self.as_dict().items() if name != "license"}
        return hashlib.sha256(json.dumps(options, sort_keys=True).encode()).hexdigest()[:16]


def refuse_unknown(noun: str, names: Sequence[str], known_names: Collection[str]) -> None:
    """Raise where a name is unknown, or none is given.

    Raises:
        UsageError: one is, or none is given.
    """
    unknown = sorted(set(names) - set(known_names))
    if unknown or not names:
        raise UsageError(
            f"there is no {noun} {unknown[0] if unknown else '(none given)'}", f"there are: {', '.join(known_names)}"
        )


def cleaning_options(
    *,
    levels: Sequence[str] = (),
    keep: str = "earliest",
    prefer: Sequence[str] = (),
    split_order: Sequence[str] = (),
    form: str = "parquet",
    shard_size: int | str = USUAL_SHARD_SIZE,
    weights: bool = False,
    drop_lists: bool = False,
    license: str = "",  # noqa: A002 - as the hub calls it
    settings: Settings | Mapping[str, str | float] = NO_NUMBERS,
) -> CleaningOptions:
    """Return options from their names.

    Args:
        levels: names of ``LEVELS``; none for the usual ones.
        keep: a name of ``KEEPING``.
        prefer: SQL expressions over the documents.
        split_order: splits among which copies are removed, from those named later.
        form: the name of an output format.
        shard_size: most bytes of records in a file, also as ``500MB`` or ``2GiB``; 0 for one file.
        weights: whether the clusters of kept documents are written.
        drop_lists: whether lists of what went are written for other tools.
        license: for the dataset card.
        settings: the numbers that change a result: all settings, or some numbers by name.

    Raises:
        UsageError: a name is unknown, or a number is none or out of its range.

    Example:
        >>> options = provenance.cleaning_options(levels=["exact", "near"], settings={"near": 0.9})
        >>> options.levels, options.thresholds.near
        (('exact', 'near'), 0.9)
    """
    numbers = settings if isinstance(settings, Settings) else with_numbers(Settings(), settings)
    names, size = tuple(levels) or USUAL_LEVELS, byte_count(shard_size)
    return CleaningOptions(
        names, keep, tuple(prefer), tuple(split_order), form, size, weights, drop_lists, license, numbers
    )
