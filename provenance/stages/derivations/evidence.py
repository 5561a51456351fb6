"""The reasons of derivations in words: the evidence column, a JSON list a row."""

from __future__ import annotations

from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from provenance.stages.derivations.reasons import FAMILIES, lags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from provenance.stages.derivations.cases import Case
    from provenance.stages.derivations.choices import Choices
    from provenance.stages.derivations.comparison import Readings

WORDS_A_WEIGHT = 2
"""Weight of a word in the measures of readings."""

LEAST_WEIGHT = 0.05
"""Least weight of a reason for a direction that is told."""


def evidence(reasons: Iterable[str]) -> str:
    """Return reasons as one JSON list."""
    return f"[{', '.join(reasons)}]"


def reason(
    kind: str, detail: str, weight: float, document: str, start: int | None = None, stop: int | None = None
) -> str:
    """Return one reason as JSON, put together here: an encoder takes five times as long, and there are many."""
    first, last = ("null" if end is None else end for end in (start, stop))
    return (
        f'{{"kind": {quoted(kind)}, "detail": {quoted(detail)}, "weight": {round(weight, 2)!r}, '
        f'"document": {quoted(document)}, "start": {first}, "stop": {last}}}'
    )


class Pair(NamedTuple):
    """What is told of a document and its source."""

    document: str
    source: str
    share: float
    kind: str
    weights: list[float]
    lag: float
    dated: bool
    here: int
    there: int
    added: int
    lost: int
    edits: int
    edits_lost: int
    blocks: int
    blocks_lost: int


def pairs_told(case: Case, read: Readings, chosen: Choices, rows: NDArray[np.int64]) -> Iterator[Pair]:
    """Yield what is told of pairs, by their rows."""
    ids = np.array(case.ids, object)
    counts = [read.of("here"), read.of("there")]
    counts += [read.of(name, turned=turned) for name in ("beyond", "edits", "blocks") for turned in (False, True)]
    ends = (ids[read.documents[rows]], ids[read.sources[rows]])
    columns = (read.contained, read.kinds, chosen.families, *lags(case, read), *counts)
    return map(
        Pair._make, zip(*(end.tolist() for end in ends), *(each[rows].tolist() for each in columns), strict=True)
    )


def agreement(document: str, source: str, share: float, kind: str) -> str:
    """Return the reason that the texts agree."""
    return reason("agreement", f"{share:.0%} of the body is in passages shared with {source} ({kind})", 0.0, document)


def credit(case: Case, row: int, weight: float) -> str:
    """Return the reason that a credit gives."""
    claim = case.credits[row]
    detail = f"{claim['role']} credit to {claim['outlet_id']}, strength {claim['strength']}: {claim['value']}"
    return reason("credit", detail, weight, case.ids[claim["position"]], claim["start"], claim["stop"])


def directional(pair: Pair, *, named: bool) -> Iterator[str]:
    """Yield the reasons for the direction but the document's own credit."""
    for family, at, told in DETAILS:
        weight = pair.weights[at]
        if (
            abs(weight) >= LEAST_WEIGHT
            and not (family == "credit" and named)
            and not (family == "date" and not pair.dated)
        ):
            yield reason(family, told(pair), weight, pair.document)


def date(pair: Pair) -> str:
    """Return in words by how much the document is later than its source."""
    return f"published {abs(pair.lag):.1f} hours {'after' if pair.lag > 0 else 'before'} {pair.source}"


def changes(pair: Pair) -> str:
    """Return in words what the document adds to its source and lacks of it."""
    added, lost = pair.added // WORDS_A_WEIGHT, pair.lost // WORDS_A_WEIGHT
    return (
        f"adds {added} words in {pair.edits} edits and {pair.blocks} blocks, lacks {lost} in "
        f"{pair.edits_lost} edits and {pair.blocks_lost} blocks"
    )


def witness(pair: Pair) -> str:
    """Return in words what third documents show."""
    return (
        f"a third document holds {pair.there} runs of {pair.source} that this one lacks, "
        f"and {pair.here} of this one that {pair.source} lacks"
    )


def outlet(pair: Pair) -> str:
    """Return in words what the outlets show."""
    return f"what is known of the outlets makes {pair.source} the likelier source"


def elsewhere(_: Pair) -> str:
    """Return in words what other documents' credits show."""
    return "credits elsewhere among the copies"


def chain(pair: Pair) -> str:
    """Return in words what the rest of the story shows."""
    return f"the rest of the story leaves {pair.source} the likelier source of the two"


DETAILS = tuple(
    (family, FAMILIES.index(family), told)
    for family, told in (
        ("date", date),
        ("changes", changes),
        ("witness", witness),
        ("outlet", outlet),
        ("credit", elsewhere),
        ("chain", chain),
    )
)
"""Families of reasons for a direction in the order they are told, their place among all, and what says them."""
