"""What readers yield: records and rejected inputs, and both in batches of bounded size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeAlias

import polars as pl

from provenance.tables import RECORDS, SET_ASIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

LONGEST_LISTED_RUN = 100  # neighbours of one file rejected for one reason; the rest of their run share a row
ITEM_OVERHEAD = 200  # characters that a record or a rejected input counts for beside its text


class Record(NamedTuple):
    """One document as a reader found it: the columns of ``tables.RECORDS``, in order."""

    document_id: str
    origin: str
    outlet: str | None
    site_name: str | None
    url: str | None
    title: str | None
    byline: str | None
    language: str | None
    published_at: str | None
    modified_at: str | None
    retrieved_at: str | None
    metadata: str | None
    text: str


class RejectedInput(NamedTuple):
    """One input that could not be read: the file, the position in it (``None``: the whole file), and why."""

    origin: str
    position: int | None
    reason: str


Item: TypeAlias = Record | RejectedInput


@dataclass
class ByteBudget:
    """How many bytes may still come out of an archive, over all of its members and what is compressed in them."""

    remaining: int


@dataclass(frozen=True)
class Source:
    """One stream of bytes that a reader can open: a file, or a member of an archive.

    Attributes:
        id: path below the given root; the id of a document that is alone in its source.
        origin: absolute path, and the member's name in an archive.
        name: file name, whose ending tells the format.
        size: bytes on disk, or in the archive.
        open: returns the bytes from their beginning.
        in_archive: whether it is a member of an archive.
        explicit: whether the caller named it, and not only a folder above it.
        budget: how much may still come out of the archive that it is a member of.
    """

    id: str
    origin: str
    name: str
    size: int
    open: Callable[[], BinaryIO]
    in_archive: bool = False
    explicit: bool = False
    budget: ByteBudget | None = None

    def reject(self, reason: str, position: int | None = None) -> RejectedInput:
        """Return this source, or one position in it, as a rejected input."""
        return RejectedInput(self.origin, position, reason)


@dataclass(frozen=True)
class Batch:
    """Records and rejected inputs that were read together.

    Attributes:
        records: the columns of ``tables.RECORDS``, in the canonical order of the inputs.
        set_aside: what was rejected, and why: the columns of ``tables.SET_ASIDE``, in the same order.
    """

    records: pl.DataFrame
    set_aside: pl.DataFrame


class BatchBuilder:
    """Collects records and rejected inputs until they are a batch."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.rejects: list[RejectedInput] = []
        self.characters = 0
        self._run: tuple[str, int, str, int] = ("", 0, "", 0)

    def add(self, item: Item) -> None:
        """Add one item."""
        if isinstance(item, Record):
            self.records.append(item)
            self.characters += len(item.text) + len(item.metadata or "") + ITEM_OVERHEAD
        else:
            self.characters += ITEM_OVERHEAD
            self._add_reject(item)

    def _add_reject(self, item: RejectedInput) -> None:
        """Add a rejected input; join it to the run of its neighbours where that is long already."""
        origin, last, reason, length = self._run
        follows = item.position is not None and (origin, last + 1, reason) == (item.origin, item.position, item.reason)
        length = length + 1 if follows else 1
        self._run = (item.origin, item.position or 0, item.reason, length)
        if length > LONGEST_LISTED_RUN + 1 and self.rejects:
            self.rejects[-1] = RejectedInput(_run_origin(self.rejects[-1], item), None, item.reason)
            self.characters -= ITEM_OVERHEAD
        else:
            self.rejects.append(item)

    def batch(self) -> Batch:
        """Return what has been added as a batch."""
        rejects = [(locator(item.origin, item.position), item.reason) for item in self.rejects]
        return Batch(frame(self.records, RECORDS.schema()), frame(rejects, SET_ASIDE.schema()))


def _run_origin(first: RejectedInput, last: RejectedInput) -> str:
    """Return the origin of a run of neighbours: ``file#101-250``."""
    if first.position is not None:
        return f"{locator(first.origin, first.position)}-{last.position}"
    return f"{first.origin.rpartition('-')[0]}-{last.position}"


def locator(origin: str, position: int | str | None) -> str:
    """Return where a record stands: the origin of its file, ``#``, and its position; the origin alone without one."""
    return origin if position is None else f"{origin}#{position}"


def frame(rows: Sequence[Sequence[Any]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return rows as a frame. Lone surrogates, which UTF-8 cannot encode, become U+FFFD, one for one."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
    try:
        return pl.DataFrame(columns, schema=schema, orient="col")
    except UnicodeEncodeError:
        columns = [[_without_surrogates(value) for value in column] for column in columns]
        return pl.DataFrame(columns, schema=schema, orient="col")


def _without_surrogates(value: Any) -> Any:  # noqa: ANN401 - a cell of any kind
    """Return a string with U+FFFD in place of lone surrogates; any other value as it is."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def in_batches(items: Iterable[Item], batch_bytes: int) -> Iterator[Batch]:
    """Yield items in batches of about ``batch_bytes`` characters and at least one item."""
    builder = BatchBuilder()
    for item in items:
        builder.add(item)
        if builder.characters >= batch_bytes:
            yield builder.batch()
            builder = BatchBuilder()
    if builder.records or builder.rejects:
        yield builder.batch()
