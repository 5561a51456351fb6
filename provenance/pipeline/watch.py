"""Watching: what is new under folders and in feeds is traced again and again, and who took what from whom announced."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import InputError, LockedError, UsageError
from provenance.pipeline.opening import open_for_writing
from provenance.pipeline.trace import trace
from provenance.progress import Progress, Tell, notebook_line, notebook_progress, quiet
from provenance.readers import USUAL_NAMES_ONLY
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BEGINNING = pl.DataFrame({"document_id": [""], "source": [""]})
"""The row that says that a database is watched: what it held before is not announced."""


def watch(
    inputs: Sequence[str | Path],
    db: str | Path = "provenance.duckdb",
    *,
    every: float = 300.0,
    rounds: int = 0,
    everything: bool = False,
    of_outlet: str | None = None,
    agency: str | None = None,
    uncredited: bool = False,
    wait: float = 60.0,
    progress: Progress = notebook_progress,
    tell: Tell = notebook_line,
    sleep: Callable[[float], None] = time.sleep,
    fields: Mapping[str, str] = USUAL_NAMES_ONLY,
    outlet: str | None = None,
    outlet_from_folder: bool = False,
    metadata: str | Path | None = None,
    id_prefix: str = "",
    date_order: str | None = None,
) -> Iterator[pl.DataFrame]:
    """Trace what is new, yield the edges that were not announced before, wait, and begin again.

    An edge counts as announced once its frame has been taken: a watch that was interrupted goes on where it was, and
    what it had found and not handed over comes first. Between two rounds the database is free for others.

    Args:
        inputs: folders and files; a feed is a file that something else fetches.
        db: the database file, made where there is none.
        every: seconds between two rounds.
        rounds: how many there are; 0 for no end.
        everything: whether edges that the database held before it was first watched are announced, too.
        of_outlet: only edges of documents of this outlet, by any name of it.
        agency: only edges of stories that go back to this outlet, through any number of hands.
        uncredited: only edges for which no credit was found.
        wait: seconds to wait for another process to let go of the file; a round in which it does not is left out.
        progress: see :func:`trace`.
        tell: called with a line where a round could not be done.
        sleep: waits for some seconds.
        fields: see :func:`trace`.
        outlet: see :func:`trace`.
        outlet_from_folder: see :func:`trace`.
        metadata: see :func:`trace`.
        id_prefix: see :func:`trace`.
        date_order: see :func:`trace`.

    Yields:
        A frame for each round, empty where nothing is new: the document and its source with outlet, headline, address
        and time, the relation, the credit, and the share and the confidence with two digits.

    Raises:
        InputError: an input cannot be read at all, in the first round; later rounds say so and go on.
        UsageError: a name is not known, or a number makes no sense.
        WarehouseError: see :meth:`Warehouse.open`.

    Example:
        >>> pl.DataFrame({"id": ["note"], "text": ["The ferry has gone."]}).write_ndjson("note.jsonl")
        >>> [frame.height for frame in provenance.watch(["note.jsonl"], "watched.duckdb", rounds=1)]
        [0]
    """
    if every < 0 or rounds < 0:
        raise UsageError("seconds and rounds are not negative", "give --every SECONDS and --rounds NUMBER")
    number = 0
    while True:
        number += 1
        try:
            begin(Path(db), wait, everything=everything)
            summary = trace(
                inputs, db, wait=wait, progress=progress, tell=tell if number == 1 else quiet, fields=fields,
                outlet=outlet, outlet_from_folder=outlet_from_folder, metadata=metadata, id_prefix=id_prefix,
                date_order=date_order,
            )  # fmt: skip
            if summary.set_aside:
                tell(f'{summary.set_aside:,} set aside (provenance sql "FROM set_aside" says why)')
            edges = new_edges(Path(db), wait)
            yield selected_edges(Path(db), wait, edges, outlet=of_outlet, agency=agency, uncredited=uncredited)
            note(Path(db), wait, edges.select("document_id", "source"))
        except (InputError, LockedError) as error:
            if number == 1:
                raise
            tell(f"round {number:,} was left out: {error}")
        if number == rounds:
            return
        sleep(every)


def begin(db: Path, wait: float, *, everything: bool) -> None:
    """Note that a database is watched, and what it holds as announced where only what is new is wanted."""
    with open_for_writing(db, wait=wait) as warehouse:
        if not warehouse.query("watch/has_begun").item():
            edges = warehouse.query("watch/unannounced").select("document_id", "source")
            warehouse.run(
                "watch/announce", {"announced_edges": pl.concat([BEGINNING, edges.clear() if everything else edges])}
            )


def new_edges(db: Path, wait: float) -> pl.DataFrame:
    """Return the edges that have not been announced."""
    with Warehouse.open(db, wait=wait) as warehouse:
        return warehouse.query("watch/unannounced").unique(
            ["document_id", "source_id"], keep="first", maintain_order=True
        )


def selected_edges(
    db: Path, wait: float, edges: pl.DataFrame, *, outlet: str | None, agency: str | None, uncredited: bool
) -> pl.DataFrame:
    """Return those of some edges that are asked for, without what only the ledger of announcements needs."""
    with Warehouse.open(db, wait=wait) as warehouse:
        if outlet:
            edges = edges.filter(pl.col("outlet_id") == warehouse.outlet_id(outlet))
        if agency and edges.height:
            chains = warehouse.chains(agency=warehouse.outlet_id(agency))
            edges = edges.filter(pl.col("document_id").is_in(chains["document_id"].unique().to_list()))
    if uncredited:
        edges = edges.filter(pl.col("credit_status") == "none_in_text")
    return edges.drop("source").with_columns(two_digits(name) for name in ("share_of_document", "confidence"))


def two_digits(name: str) -> pl.Expr:
    """Return a share or confidence with two digits; what is less than 1 stays less than 1."""
    value = pl.col(name)
    return pl.when(value < 1).then(pl.min_horizontal(value.round(2), pl.lit(0.99))).otherwise(value).alias(name)


def note(db: Path, wait: float, edges: pl.DataFrame) -> None:
    """Note edges as announced."""
    if edges.height:
        with open_for_writing(db, wait=wait) as warehouse:
            warehouse.run("watch/announce", {"announced_edges": edges})
