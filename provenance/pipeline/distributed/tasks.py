"""What runs on a worker: a warehouse in memory holds the rows of one part, and a stage's function reads them there.

So a stage reads the same SQL of ``warehouse/batches`` on a cluster as on one machine, over the rows of its part.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from provenance.errors import ProvenanceError
from provenance.limits import Limits
from provenance.pipeline import registry
from provenance.pipeline.batching import chunks, documents_of, key_range, load, split_by_size, sql_settings, with_texts
from provenance.pipeline.distributed.carried_tables import DISPOSITIONS, FILES, HELD, READ_RECORDS
from provenance.pipeline.inference import component_batches, component_frames
from provenance.pipeline.ingest import with_free_ids
from provenance.pipeline.semantic import BATCH_PAIRS, pair_frames, with_stored_vectors
from provenance.pipeline.stage import WITH_RUN
from provenance.readers import list_files, read_file
from provenance.readers.records import RejectedInput, Source
from provenance.stages.record_metadata import new_outlets, normalise_records
from provenance.stages.sentence_vectors import neighbours
from provenance.tables import SET_ASIDE
from provenance.text.credits.record_outlets import RecordOutlet
from provenance.text.hashes import text_hash
from provenance.threads import Threads
from provenance.warehouse.warehouse import IN_MEMORY, Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from provenance.settings import Settings
    from provenance.tables import Frames

ONE = Threads(1)
"""A task has one thread: a worker runs as many tasks side by side as it has cores."""


class _Done(Exception):  # noqa: N818 - no error: it has what was inserted taken back
    pass


_idle: list[Warehouse] = []
_lock = threading.Lock()


@contextmanager
def holding(frames: Frames) -> Iterator[Warehouse]:
    """Give a warehouse in memory that holds rows of the schema ``internal``, by the names of ``HELD``.

    It takes a second to make one: a worker keeps those that it has made, empty.
    """
    with _lock:
        warehouse = _idle.pop() if _idle else None
    if warehouse is None:
        warehouse = Warehouse.open(IN_MEMORY, create=True, read_only=False, limits=Limits(threads=1))
    with suppress(_Done), warehouse.transaction():
        for name in HELD.keys() & frames.keys():
            rows = without_holders(frames[name], name)
            run = [pl.lit("").alias("run_id")] if f"internal.{name}" in WITH_RUN else []
            warehouse.insert(f"internal.{name}", rows.with_columns(run))
        yield warehouse
        raise _Done
    with _lock:
        _idle.append(warehouse)


def without_holders(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return rows as their table has them: those that several documents of a part hold came once for each of them."""
    if name not in KEYS_OF_HELD:
        return rows
    return rows.drop("document").sort(pl.all()).unique(KEYS_OF_HELD[name], keep="first", maintain_order=True)


KEYS_OF_HELD = {"boilerplate": ("outlet_id", "text_hash"), "vectors": ("text_hash",)}
"""Tables of which a task holds what its documents hold: their keys."""


def short_names(result: Frames) -> Frames:
    """Return the frames of a stage by the names of their tables without the schema."""
    return {name.removeprefix("internal."): frame for name, frame in result.items()}


def document_task(name: str, shared: Frames, settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield what a stage over single documents gives for those of a part."""
    stage = registry.stage(name)
    with holding(frames) as warehouse:
        for batch in split_by_size(warehouse.query("todo/keys"), stage.batch_bytes):
            yield short_names(stage.run({**shared, **load(warehouse, batch, stage.reads)}, settings, ONE))


def matching_task(settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield the matches among the pairs of a part."""
    pairs = frames["pairs"].sort("left", "right")
    stage = registry.stage("matches")
    with holding(frames) as warehouse:
        for _documents, chunk in chunks(documents_of(pairs), pairs):
            for batch, texts in with_texts(warehouse, chunk):
                yield short_names(stage.run({"pairs": batch, **texts}, settings, ONE))


def sentence_task(settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield the sentences of the documents of a part, their vectors, and the SimHash codes of the documents."""
    stage, queue = registry.stage("sentences"), frames.pop("embedding_queue")
    with holding(frames) as warehouse:
        for batch in split_by_size(warehouse.query("todo/keys")):
            texts = load(warehouse, batch, ("documents", "blocks", "sentence_skips"))
            read = with_stored_vectors(warehouse, texts, settings)
            yield short_names(
                stage.run({**read, "embedding_queue": queue.join(batch, on="document", how="semi")}, settings, ONE)
            )


def neighbour_task(settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield the pairs of documents that lie near each other in meaning, each document with itself included."""
    with holding(frames) as warehouse:
        documents = warehouse.query("semantic/documents")
        codes, copies = warehouse.query("semantic/document_simhashes"), warehouse.query("semantic/copies")
    pairs = neighbours(codes, documents, copies, settings, ONE)
    yield {"pairs": pl.concat([pairs, documents.select(left="document", right="document")])}


def semantic_task(settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield the matches by meaning among the pairs of a part."""
    stage, pairs = registry.stage("semantic"), frames["pairs"].sort("left", "right")
    with holding(frames) as warehouse:
        for batch in pairs.iter_slices(BATCH_PAIRS):
            yield short_names(stage.run(pair_frames(warehouse, batch), settings, ONE))


def lag_task(settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield how long after the sources that they name the documents of whole components were published."""
    with holding(frames) as warehouse:
        documents = frames["members"].select("document").sort("document")
        numbers = key_range(documents) | sql_settings("batches/document_lags", settings)
        yield {"lags": warehouse.query("batches/document_lags", {"batch": documents}, **numbers)}


def inference_task(shared: Frames, settings: Settings, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield what is inferred of the whole components of a part."""
    stage = registry.stage("inference")
    with holding(frames) as warehouse:
        for batch in component_batches(frames["members"]):
            yield short_names(stage.run({**shared, **component_frames(warehouse, stage, batch)}, settings, ONE))


# -- reading -----------------------------------------------------------------------------------------------------------


def listing_task(_: int, frames: Frames) -> Iterator[Frames]:
    """Yield the files at and below paths, what is not read, and why the paths cannot be read at all."""
    try:
        sources = [*list_files(frames["paths"]["path"].to_list())]
    except ProvenanceError as error:
        yield {"problems": pl.DataFrame({"problem": [str(error)], "remedy": [error.remedy]})}
        return
    rejected = [(item.origin, item.reason) for item in sources if isinstance(item, RejectedInput)]
    files = [
        (number, item.origin, item.origin.removesuffix(item.id) or "/", item.explicit, item.size)
        for number, item in enumerate(item for item in sources if isinstance(item, Source))
    ]
    yield {
        "files": pl.DataFrame(files, schema=FILES.schema(), orient="row"),
        "set_aside": pl.DataFrame(rejected, schema=SET_ASIDE.schema(), orient="row"),
    }


def reading_task(outlets: pl.DataFrame, options: Mapping[str, object], _: int, frames: Frames) -> Iterator[Frames]:
    """Yield the normalised records of files, the outlets that they name for the first time, and what cannot be read."""
    for file, path, root, explicit in (
        frames["files"].sort("file").select("file", "path", "root", "explicit").iter_rows()
    ):
        position = 0
        for batch in read_file(Path(path), Path(root), explicit=explicit, **options):  # type: ignore[arg-type]
            records, arriving = normalise_records(batch.records, outlets)
            yield {
                "read_records": with_places(records, file, position),
                "outlets": arriving,
                "set_aside": batch.set_aside,
            }
            position += records.height


def with_places(records: pl.DataFrame, file: int, first: int) -> pl.DataFrame:
    """Return normalised records with the place where they stood, and what is measured of them."""
    homes = records["document_id"].str.replace(r"@\d+$", "").map_elements(home_of, return_dtype=pl.Int64)
    return records.with_columns(
        file=pl.lit(file, pl.Int64), position=pl.int_range(pl.len(), dtype=pl.Int64) + first, home=homes,
        bytes=pl.col("text").str.len_bytes().cast(pl.Int32), length=pl.col("text").str.len_chars().cast(pl.Int32),
    ).select(READ_RECORDS.names())  # fmt: skip


def home_of(base_id: str) -> int:
    """Return a hash of an id: records that may be versions of one document have the same."""
    return int(text_hash(base_id)[:15], 16)


def outlet_task(outlets: pl.DataFrame, _: int, frames: Frames) -> Iterator[Frames]:
    """Yield each outlet once, with all names and domains that the files gave it."""
    resolved = [
        RecordOutlet(row["outlet_id"], None, domain, (row["name"], *row["aliases"]))
        for row in frames["outlets"].sort("outlet_id").to_dicts()
        for domain in row["domains"] or [None]
    ]
    yield {"outlets": new_outlets(outlets, resolved)}


def disposition_task(_: int, frames: Frames) -> Iterator[Frames]:
    """Yield what becomes of records, all those of an id together: new documents, known ones, or refused."""
    ordered = frames["short_records"].sort("file", "position").rename({"position": "row"})
    records = ordered.drop("file", "row").with_row_index("position")
    with holding({}) as warehouse:
        rows = with_free_ids(warehouse, warehouse.query("ingest/dispositions", {"records": records}), records)
    places = ordered.select("file", "row", "origin").with_row_index("position")
    decided = rows.join(places, on="position").drop("position").rename({"row": "position"})
    yield {"dispositions": decided.select(DISPOSITIONS.names())}
