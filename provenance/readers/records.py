"""What readers hand on: records, inputs set aside, and both in batches of bounded size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeAlias

import polars as pl

from provenance.tables import RECORDS, SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SAID_ONE_BY_ONE = 100  # neighbours of one file set aside for one reason; the rest of their run share a row


class Record(NamedTuple):
    """One document as a reader found it: the columns of ``tables.RECORDS``, in order."""

    document_id: str
    origin: str
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    language: str | None
    published_at: str | None
    retrieved_at: str | None
    metadata: str | None
    text: str


class Aside(NamedTuple):
    """One input that was not taken in: the file, the position in it (``None``: the whole file), and why."""

    origin: str
    position: int | None
    reason: str


Item: TypeAlias = Record | Aside


@dataclass
class Allowance:
    """How many bytes may still come out of an archive, over all of its members and what is compressed in them."""

    left: int


@dataclass(frozen=True)
class Source:
    """One stream of bytes that a reader can open: a file, or a member of an archive.

    Attributes:
        id: path below the given root; the id of a document that is alone in its source.
        origin: absolute path, and the member's name in an archive.
        name: what tells the kind by its ending.
        size: bytes on disk, or in the archive.
        open: gives the bytes from their beginning.
        inside: whether it stands inside an archive.
        given: whether it was named itself, not found below a folder.
        allowance: how much may still come out of the archive it stands in.
    """

    id: str
    origin: str
    name: str
    size: int
    open: Callable[[], BinaryIO]
    inside: bool = False
    given: bool = False
    allowance: Allowance | None = None

    def aside(self, reason: str, position: int | None = None) -> Aside:
        """Return that this source, or one position in it, was not taken in."""
        return Aside(self.origin, position, reason)


@dataclass(frozen=True)
class Batch:
    """What was read in one go.

    Attributes:
        records: the columns of ``tables.RECORDS``, in the canonical order of the inputs.
        set_aside: the columns of ``tables.SET_ASIDE``, in the same order.
    """

    records: pl.DataFrame
    set_aside: pl.DataFrame


class Pile:
    """Records and inputs set aside that wait to become a batch."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.asides: list[Aside] = []
        self.characters = 0
        self._run: tuple[str, int, str, int] = ("", 0, "", 0)

    def add(self, item: Item) -> None:
        """Add one item."""
        if isinstance(item, Record):
            self.records.append(item)
            self.characters += len(item.text) + len(item.metadata or "") + 200
        else:
            self.characters += 200
            self._set_aside(item)

    def _set_aside(self, item: Aside) -> None:
        """Add an item to those set aside; join it to its run where a long one already stands there."""
        origin, last, reason, length = self._run
        follows = item.position is not None and (origin, last + 1, reason) == (item.origin, item.position, item.reason)
        length = length + 1 if follows else 1
        self._run = (item.origin, item.position or 0, item.reason, length)
        if length > SAID_ONE_BY_ONE + 1 and self.asides:
            self.asides[-1] = Aside(_spread(self.asides[-1], item), None, item.reason)
            self.characters -= 200
        else:
            self.asides.append(item)

    def batch(self) -> Batch:
        """Return what has been added as a batch."""
        asides = [(place(each.origin, each.position), each.reason) for each in self.asides]
        return Batch(frame(self.records, RECORDS.schema()), frame(asides, SET_ASIDE.schema()))


def _spread(first: Aside, last: Aside) -> str:
    """Return the origin of a run of neighbours: ``file#101-250``."""
    if first.position is not None:
        return f"{place(first.origin, first.position)}-{last.position}"
    return f"{first.origin.rpartition('-')[0]}-{last.position}"


def place(origin: str, position: int | str | None) -> str:
    """Return an origin with the position in it."""
    return origin if position is None else f"{origin}#{position}"


def frame(rows: Sequence[Sequence[Any]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return rows as a frame. Half surrogate pairs, which no UTF-8 can hold, become U+FFFD, one for one."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    try:
        return pl.DataFrame(columns, schema=schema, orient="col")
    except UnicodeEncodeError:
        return pl.DataFrame([[_whole(value) for value in column] for column in columns], schema=schema, orient="col")


def _whole(value: str | None) -> str | None:
    """Return a string without half surrogate pairs."""
    return value if value is None else value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def batched(items: Iterable[Item], batch_bytes: int) -> Iterator[Batch]:
    """Yield items in batches of about ``batch_bytes`` characters and one item at least."""
    pile = Pile()
    for item in items:
        pile.add(item)
        if pile.characters >= batch_bytes:
            yield pile.batch()
            pile = Pile()
    if pile.records or pile.asides:
        yield pile.batch()
