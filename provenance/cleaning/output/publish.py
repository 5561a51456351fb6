"""The output folder: the cleaned corpus, what was taken out of it, and what is needed to put it back."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow.parquet as pq

import provenance
from provenance.cleaning.inputs.record_styles import schema
from provenance.cleaning.inputs.staging import MANIFEST
from provenance.cleaning.output.croissant import Schemas, croissant
from provenance.cleaning.output.dataset_card import card
from provenance.cleaning.output.result import Cleaned, outcome
from provenance.cleaning.output.samples import BEGINNINGS, shown_of, texts_of
from provenance.cleaning.output.writers import Fates, Target, output_names, way_of, write_shelf
from provenance.cleaning.scan.normal_digests import spans_of
from provenance.cleaning.scan.scan import kinds_read
from provenance.progress import Progress, silent
from provenance.reports.cleaning_page import page

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from provenance.cleaning.decide.decide import Findings
    from provenance.cleaning.inputs.corpus import Library, Shelf
    from provenance.cleaning.inputs.record_styles import Kinds
    from provenance.cleaning.inputs.staging import Workroom
    from provenance.cleaning.options import Options
    from provenance.cleaning.output.writers import Written
    from provenance.cleaning.scan.scan import Survey

RESIDUE = {"file": pl.Int32, "place": pl.Int64, "bytes": pl.Binary}


@dataclass(frozen=True)
class Layout:
    """Where the documents of each shelf stand among all, and what fields their records have.

    Attributes:
        bounds: first document of each shelf, and the one after its last.
        kinds: fields and kinds of the records of each shelf that is written.
    """

    bounds: list[tuple[int, int]]
    kinds: dict[int, Kinds]


def publish(
    found: Findings, layout: Layout, library: Library, options: Options, room: Workroom, progress: Progress = silent
) -> Cleaned:
    """Write the output folder, put it in its place at once, and return what it says."""
    made = room.place("output/x").parent
    shelves = [shelf for shelf in library.shelves if not shelf.known]
    names = output_names(shelves, options.form)
    spans = spans_of(found.cuts)
    shown = shown_of(found, library, options)
    with ThreadPoolExecutor(1) as beside:
        telling = beside.submit(told_in_tables, found, library, options, room, made)
        for shelf in shelves:
            if not room.place(f"written/{shelf.number:06d}.done").exists():
                fates = fates_of(found, spans, shown.documents, *layout.bounds[shelf.number])
                target = Target(made, names[shelf.number], options.form)
                written = write_shelf(shelf, library, fates, target, layout.kinds[shelf.number])
                save_written(room, shelf, written, layout.bounds[shelf.number][0])
            progress("write", shelf.number + 1, len(shelves))
        told = telling.result()
    write_told(
        told, library, made, schemas(shelves, names, layout, made), page(told, shown.groups, texts_of(shown, room))
    )
    write_restoring(found, layout, names, library, options, room, made)
    room.finish(made)
    return told


def layout_of(survey: Survey, library: Library, room: Workroom) -> Layout:
    """Return the layout of what was surveyed."""
    shelf_of = np.array([shelf_number(name) for name in survey.parts], np.int64)
    edges = [int(survey.first[np.searchsorted(shelf_of, number)]) for number in range(len(library.shelves) + 1)]
    shelves = [shelf for shelf in library.shelves if not shelf.known]
    return Layout(list(pairwise(edges)), kinds_of_shelves(survey, shelves, room))


def shelf_number(part: str) -> int:
    """Return the number of the shelf that a part is of."""
    return int(part.split("/")[1].split("-")[0])


def fates_of(found: Findings, spans: dict[int, list[tuple[int, int]]], shown: set[int], start: int, stop: int) -> Fates:
    """Return what becomes of the documents of one shelf."""
    stays = np.ones(stop - start, np.bool_)
    gone = found.removals["document"].to_numpy()
    stays[gone[(gone >= start) & (gone < stop)] - start] = False
    cuts = {document - start: cut for document, cut in spans.items() if start <= document < stop}
    return Fates(stays, cuts, {document - start for document in shown if start <= document < stop})


def kinds_of_shelves(survey: Survey, shelves: list[Shelf], room: Workroom) -> dict[int, Kinds]:
    """Return the fields and kinds of each shelf's records; JSON Lines files share theirs, so that they are one set."""
    parts: dict[int, list[str]] = {}
    for name in survey.parts:
        parts.setdefault(shelf_number(name), []).append(name)
    lines = kinds_read(room, [name for shelf in shelves if shelf.family == "lines" for name in parts[shelf.number]])
    kinds: dict[int, Kinds] = {}
    for shelf in shelves:
        if shelf.family == "plain":
            kinds[shelf.number] = {"document_id": "string", "text": "string"}
        else:
            kinds[shelf.number] = lines if shelf.family == "lines" else kinds_read(room, parts[shelf.number])
    return kinds


def save_written(room: Workroom, shelf: Shelf, written: Written, first: int) -> None:
    """Keep what restoring, and the report, need of one shelf that begins with this document."""
    texts = [(first + row, text) for row, text in written.beginnings]
    room.save(f"written/{shelf.number:06d}.beginnings", pl.DataFrame(texts, schema=BEGINNINGS, orient="row"))
    styles = np.concatenate([np.zeros(0, np.int16), *written.styles])
    room.save_array(f"written/{shelf.number:06d}.styles", styles)
    room.save(f"written/{shelf.number:06d}.residue", pl.DataFrame(written.residue, schema=RESIDUE, orient="row"))
    room.write(room.place(f"written/{shelf.number:06d}.done"), lambda path: path.touch())


def told_in_tables(found: Findings, library: Library, options: Options, room: Workroom, made: Path) -> Cleaned:
    """Return what findings say, with what went and why, and the measures, written as tables."""
    told = outcome(found, library, options, room.out)
    for name in ("removed", "cuts", "listed", "set_aside"):
        getattr(told, name).write_parquet(made / f"{name}.parquet", compression="zstd")
    (made / "measures").mkdir(exist_ok=True)
    told.pairs.write_parquet(made / "measures" / "pairs.parquet", compression="zstd")
    found.documents.join(
        found.removals.select("document", "kept"), on="document", how="left", maintain_order="left"
    ).write_parquet(made / "measures" / "documents.parquet", compression="zstd")
    for name, frame in (("likeness", found.pairs), ("cuts", found.found_cuts), ("evaluation", found.held)):
        frame.write_parquet(made / "measures" / f"{name}.parquet", compression="zstd")
    return told


def write_told(told: Cleaned, library: Library, made: Path, fields: Schemas, report: str) -> None:
    """Write the report, the card, and the same for machines."""
    (made / "report.html").write_text(report, encoding="utf-8")
    (made / "README.md").write_text(card(told, library, fields), encoding="utf-8")
    (made / "croissant.json").write_text(croissant(told, library, made, fields), encoding="utf-8")


def schemas(shelves: list[Shelf], names: dict[int, str], layout: Layout, made: Path) -> Schemas:
    """Return the fields of each file of the data that has any."""
    found: Schemas = {}
    for shelf in shelves:
        name = names[shelf.number]
        if (made / "data" / name).is_file():
            table = made / "data" / name
            fields = made / "restore" / "fields" / f"{shelf.number:06d}.parquet"
            there = next((path for path in (fields, table) if path.suffix == ".parquet" and path.exists()), None)
            found[name] = pq.read_schema(there) if there else schema(layout.kinds[shelf.number])
    return {name: fields for name, fields in found.items() if len(fields)}


def write_restoring(
    found: Findings,
    layout: Layout,
    names: dict[int, str],
    library: Library,
    options: Options,
    room: Workroom,
    made: Path,
) -> None:
    """Write what is needed to put the input together again."""
    folder = made / "restore"
    folder.mkdir(exist_ok=True)
    shelves = [shelf for shelf in library.shelves if not shelf.known]
    mine = found.documents.filter(~pl.col("known"))
    styles = [room.array(f"written/{shelf.number:06d}.styles") for shelf in shelves]
    style = np.concatenate([np.zeros(0, np.int16), *(np.asarray(each) for each in styles)])
    told = mine.select("document", padded(style, mine, shelves))
    told.write_parquet(folder / "styles.parquet", compression="zstd")
    residue = [pl.read_parquet(room.folder / f"written/{shelf.number:06d}.residue", glob=False) for shelf in shelves]
    pl.concat([pl.DataFrame(schema=RESIDUE), *residue]).write_parquet(folder / "residue.parquet", compression="zstd")
    found.cuts.write_parquet(folder / "cuts.parquet", compression="zstd")
    manifest = {
        "version": provenance.__version__,
        "options": options.as_dict(),
        "fields": library.reading.fields.mapped,
        "compared": found.compared,
        "left_out": found.left_out,
        "shelves": [shelf_entry(shelf, names, layout.kinds, library, options.form) for shelf in shelves],
        "known": [
            {
                "evaluation": shelf.evaluation,
                "files": [{"number": file.number, "path": file.source.id} for file in shelf.files],
            }
            for shelf in library.shelves
            if shelf.known
        ],
    }
    (made / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def padded(style: NDArray[np.int16], mine: pl.DataFrame, shelves: list[Shelf]) -> pl.Series:
    """Return the style of every document; 0 for records of tables, which have none."""
    scripted = {
        file.number for shelf in shelves for file in shelf.files if shelf.family in ("lines", "delimited", "plain")
    }
    places = mine["file"].is_in(sorted(scripted)).arg_true()
    values = np.zeros(mine.height, np.int16)
    values[places.to_numpy()] = style
    return pl.Series("style", values)


def shelf_entry(
    shelf: Shelf, names: dict[int, str], kinds: dict[int, Kinds], library: Library, form: str
) -> dict[str, object]:
    """Return what restoring needs to know of a shelf."""
    return {
        "number": shelf.number,
        "family": shelf.family,
        "way": way_of(shelf, form),
        "name": names[shelf.number],
        "kinds": kinds[shelf.number],
        "files": [
            {
                "number": file.number,
                "path": file.source.id,
                "whole": file.number not in library.odd,
                "bytes": file.source.size,
            }
            for file in shelf.files
        ],
    }


__all__ = ["publish"]
