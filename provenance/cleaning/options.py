"""What a cleaning is asked to do: every choice and every number that changes its result."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import provenance
from provenance.errors import UsageError
from provenance.settings import DECLARED, Settings
from provenance.settings.group import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_NUMBERS: Mapping[str, str] = MappingProxyType({})

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
        settings: the numbers of shingles, repeats and passages.
    """

    levels: tuple[str, ...] = USUAL_LEVELS
    keep: str = "earliest"
    prefer: tuple[str, ...] = ()
    form: str = "parquet"
    license: str = ""
    near: float = number(0.7, "least Jaccard similarity of near-duplicates, over shingles", 0.3, 1.0)
    floor: float = number(0.5, "least Jaccard similarity that is kept on record, for other thresholds later", 0.1, 1.0)
    recall: float = number(0.999, "least probability that a pair at the threshold is compared", 0.5, 0.9999)
    contained: float = number(0.9, "least share of a document inside another that makes it contained", 0.3, 1.0)
    passage: int = number(
        50, "least words of a shared passage that is cut (a character of CJK or Thai counts half)", 8, 10_000
    )
    line_documents: int = number(
        5, "least different documents of an outlet under which a line is boilerplate", 2, 10**6
    )
    line_share: float = number(0.01, "least share of the outlet's documents besides", 0.0, 1.0)
    short: int = number(20, "words below which a document is short: it is listed, and goes only where asked", 0, 10**6)
    evaluation: float = number(0.8, "least share of an evaluation item's runs of words that a document holds", 0.1, 1.0)
    evaluation_words: int = number(13, "words of such a run; a shorter item is looked for whole", 3, 100)
    settings: Settings = dataclasses.field(default_factory=Settings)

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        _known("level", self.levels, LEVELS)
        _known("choice of what stays", (self.keep,), KEEPING)
        _known("form", (self.form,), FORMS)
        for each in dataclasses.fields(self):
            if each.metadata:
                value, least, most = getattr(self, each.name), each.metadata["least"], each.metadata["most"]
                if not least <= value <= most:
                    raise UsageError(
                        f"{each.name} is {value!r}", f"it takes {least} to {most}: {each.metadata['meaning']}"
                    )
        object.__setattr__(self, "levels", tuple(level for level in LEVELS if level in self.levels))
        object.__setattr__(self, "floor", min(self.floor, self.near))

    def numbers(self) -> dict[str, int | float]:
        """Return the numbers by name, in the order of their declaration."""
        return {each.name: getattr(self, each.name) for each in dataclasses.fields(self) if each.metadata}

    def as_dict(self) -> dict[str, object]:
        """Return everything by name, as JSON can hold it."""
        chosen = {"levels": list(self.levels), "keep": self.keep, "prefer": list(self.prefer)}
        chosen |= {"form": self.form, "license": self.license}
        return {**chosen, **self.numbers(), "settings": self.settings.as_dict(), "version": provenance.__version__}

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
    numbers: Mapping[str, str] = NO_NUMBERS,
) -> Options:
    """Return options from words.

    Args:
        levels: names of ``LEVELS``; none for the usual ones.
        keep: a name of ``KEEPING``.
        prefer: SQL expressions over the documents.
        form: a name of ``FORMS``.
        license: what the card says of it.
        numbers: numbers of the options, or of the settings, by name.

    Raises:
        UsageError: a name is unknown, or a number is none or out of its range.
    """
    own = {each.name: each.type for each in dataclasses.fields(Options) if each.metadata}
    deeper = {name: type(setting.default).__name__ for name, setting in DECLARED.items()}
    given = {name: as_number(name, text, {**deeper, **own}) for name, text in numbers.items()}
    settings = Settings().replace(**{name: value for name, value in given.items() if name not in own})
    mine: dict[str, Any] = {name: value for name, value in given.items() if name in own}
    return Options(tuple(levels) or USUAL_LEVELS, keep, tuple(prefer), form, license, settings=settings, **mine)


def as_number(name: str, text: str, kinds: Mapping[str, object]) -> float:
    """Return a number as the kind that its name takes."""
    if name not in kinds:
        raise UsageError(f"there is no number {name}", f"there are: {', '.join(sorted(kinds))}")
    try:
        return int(text) if kinds[name] == "int" else float(text)
    except ValueError:
        raise UsageError(f"{name} is {text!r}", f"it takes a number ({kinds[name]})") from None
