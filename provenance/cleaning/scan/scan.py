"""The first reading: every portion is sketched, and the sketches stand in the workroom, one part a portion."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.inputs.record_styles import Kinds, kinds_of, merge
from provenance.cleaning.scan.boilerplate import lines_of_outlets
from provenance.cleaning.scan.sketches import CUT_SPANS, Sketch, sketch
from provenance.cleaning.scan.story_versions import samples, stories
from provenance.engines import local
from provenance.progress import Progress, silent
from provenance.readers.records import locator
from provenance.text.dates import parse_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Library, Shelf
    from provenance.cleaning.inputs.staging import Workroom
    from provenance.cleaning.options import Options
    from provenance.readers.lossless.model import Chunk

ASIDES = {"origin": pl.String, "reason": pl.String}
HOST = r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//(?:[^/@]*@)?(?:www\.)?([^/:?#]+)"


@dataclass(frozen=True)
class Survey:
    """What is known of all documents.

    Attributes:
        documents: one row a document, in the order of reading: ``document`` counts them, ``part`` is their portion.
        cuts: spans to be taken out (columns of ``CUT_SPANS`` and ``document``).
        parts: names of the parts of the workroom, one a portion.
        first: document that each part begins with, and their number at the end.
    """

    documents: pl.DataFrame
    cuts: pl.DataFrame
    parts: list[str]
    first: NDArray[np.int64]


def survey(library: Library, options: Options, room: Workroom, progress: Progress = silent) -> Survey:
    """Read everything once and return what is known of it; parts that stand there already are not made again."""
    furniture = outlets_lines(library, options, room, progress) if "boilerplate" in options.levels else None
    names: list[str] = []
    done = 0
    waiting = ((shelf, name, portion) for shelf, name, portion in named(library, names))

    def work(item: tuple[Shelf, str, Chunk]) -> int:
        shelf, name, portion = item
        if not room.place(f"{name}.done").exists():
            documents = owned(portion.documents)
            found = sketch(documents, options, furniture)
            save(
                room,
                name,
                found,
                documents.with_columns(
                    pl.lit(shelf.known).alias("known"), pl.lit(shelf.evaluation).alias("evaluation")
                ),
                portion,
            )
        return portion.documents.height

    for count in local.run(work, waiting):
        done += count
        progress("sketch", done, 0)
    return load(room, names)


def named(library: Library, names: list[str]) -> Iterator[tuple[Shelf, str, Chunk]]:
    """Yield every portion with its shelf and the name of its part, and note the name."""
    for shelf in library.shelves:
        for number, portion in enumerate(library.portions(shelf)):
            name = f"sketches/{shelf.number:06d}-{number:06d}"
            names.append(name)
            yield shelf, name, portion


def owned(documents: pl.DataFrame) -> pl.DataFrame:
    """Return documents with the host of their address for outlet where nothing else names one."""
    host = pl.col("url").str.extract(HOST).str.to_lowercase()
    return documents.with_columns(pl.coalesce("outlet", host).alias("outlet"))


def outlets_lines(library: Library, options: Options, room: Workroom, progress: Progress) -> pl.DataFrame | None:
    """Return which lines outlets put under many different documents (outlet, hash); None where no outlet is known."""
    names: list[str] = []

    def work(item: tuple[Shelf, str, Chunk]) -> int:
        _, name, portion = item
        name = name.replace("sketches/", "lines/")
        if not (room.folder / f"{name}.samples").exists():
            documents = owned(portion.documents)
            if documents["outlet"].is_not_null().any():
                room.save(f"{name}.lines", lines_of_outlets(documents))
                room.save(f"{name}.samples", samples(documents, options))
        return portion.documents.height

    done = 0
    for count in local.run(work, named(library, names)):
        done += count
        progress("lines", done, 0)
    parts = [name.replace("sketches/", "lines/") for name in names]
    known = [name for name in parts if (room.folder / f"{name}.samples").exists()]
    return furniture(together(room, known, "lines"), together(room, known, "samples"), options) if known else None


def together(room: Workroom, names: list[str], kind: str) -> pl.DataFrame:
    """Return what parts of the workroom hold of one kind, their documents numbered through."""
    frames = (pl.read_parquet(room.folder / f"{name}.{kind}", glob=False) for name in names)
    return pl.concat(
        frame.with_columns((pl.col("row").cast(pl.Int64) + (part << 32)).alias("document")).drop("row")
        for part, frame in enumerate(frames)
    )


def furniture(lines: pl.DataFrame, sampled: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Return the lines that stand under enough different stories of their outlet (outlet, hash)."""
    told = stories(sampled)
    owners = sampled.select("outlet", "document").unique().join(told, on="document")
    sizes = owners.group_by("outlet").agg(pl.col("story").n_unique().alias("stories"))
    under = lines.join(told, on="document").group_by("outlet", "hash").agg(pl.col("story").n_unique().alias("under"))
    least = pl.max_horizontal(
        pl.lit(options.settings.cleaning.line_documents), options.settings.cleaning.line_share * pl.col("stories")
    )
    often = under.join(sizes, on="outlet").filter(pl.col("under") >= least)
    return often.select("outlet", "hash").sort("outlet", "hash")


def save(room: Workroom, name: str, found: Sketch, documents: pl.DataFrame, portion: Chunk) -> None:
    """Write the sketch of one portion into the workroom."""
    dates = parse_times(documents["published_at"])
    known = documents.drop("text", "published_at", "title").with_columns(dates["published_at"])
    facts = known.with_columns(found.facts.get_columns()).with_columns(pl.lit(portion.restorable).alias("whole"))
    room.save(f"{name}.facts", facts)
    room.save(f"{name}.cuts", found.cuts)
    room.save_array(f"{name}.bands", found.bands)
    room.save_array(f"{name}.offsets", found.offsets)
    room.save_array(f"{name}.shingles", found.shingles)
    told = [(locator(aside.origin, aside.position), aside.reason) for aside in portion.rejects]
    room.save(f"{name}.asides", pl.DataFrame(told, schema=ASIDES, orient="row"))
    kinds = kinds_of(piece.value for piece in portion.raw_records if piece.value is not None)
    room.write(room.place(f"{name}.kinds"), lambda path: path.write_text(json.dumps(kinds), encoding="utf-8"))
    room.write(room.place(f"{name}.done"), lambda path: path.touch())


def load(room: Workroom, names: list[str]) -> Survey:
    """Return what the parts of the workroom hold, together."""
    facts = [pl.read_parquet(room.folder / f"{name}.facts", glob=False) for name in names]
    first = np.concatenate([np.zeros(1, np.int64), np.cumsum([frame.height for frame in facts])]).astype(np.int64)
    cuts = [cuts_of(room, name, start) for name, start in zip(names, first.tolist(), strict=False)]
    empty = CUT_SPANS.empty().with_columns(pl.lit(0, pl.Int32).alias("document"))
    documents = pl.concat(facts).with_row_index("document").with_columns(pl.col("document").cast(pl.Int32))
    return Survey(documents, pl.concat([empty, *cuts]), names, first)


def cuts_of(room: Workroom, name: str, first: int) -> pl.DataFrame:
    """Return the cuts of one part that begins with this document."""
    document = (pl.col("row") + first).cast(pl.Int32).alias("document")
    return pl.read_parquet(room.folder / f"{name}.cuts", glob=False).with_columns(document)


def kinds_read(room: Workroom, names: list[str]) -> Kinds:
    """Return the fields and kinds of all records of some parts."""
    kinds: Kinds = {}
    for name in names:
        merge(kinds, json.loads((room.folder / f"{name}.kinds").read_text(encoding="utf-8")).items())
    return kinds


def asides(room: Workroom, names: list[str]) -> pl.DataFrame:
    """Return what could not be read: origin and reason."""
    found = [pl.read_parquet(room.folder / f"{name}.asides", glob=False) for name in names]
    return pl.concat(found) if found else pl.DataFrame(schema=ASIDES)
