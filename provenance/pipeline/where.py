"""Where is this text from: one pasted text against a warehouse, nothing written."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import polars as pl

from provenance import tables
from provenance.engines.local import cores
from provenance.errors import InputError
from provenance.pipeline.batching import load
from provenance.pipeline.where_fallbacks import PASTED, match_rows, same_meaning, same_when_folded
from provenance.readers.encodings import UndecodableError, decode
from provenance.readers.streams import MAX_RECORD_BYTES
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.stages.matches import matches
from provenance.stages.repeats import repeats
from provenance.stages.signatures import signatures
from provenance.tables import SOURCE_ROLES
from provenance.threads import Threads

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class Whereabouts:
    """What was found about a pasted text.

    Attributes:
        sources: documents that share text with it, those that share most first.
        credits: what the text says of its source (columns of ``tables.CREDITS``, and the outlet's name, ``outlet``).
        corpus: ``documents`` looked at, ``first_at`` and ``last_at``, their ``bytes`` of text, and how many of them are
            ``embedded``, so that they can be compared by meaning.
        text: the text itself.
        basis: how the sources were found, or what was tried last: ``words``, ``meaning`` (no words were found; the same
            in other words or another language), ``confused letters`` (nor that; letters that scanners confuse were
            taken as one).
    """

    sources: pl.DataFrame
    credits: pl.DataFrame
    corpus: dict[str, Any]
    text: str
    basis: str = "words"


def where(warehouse: Warehouse, text: str | bytes) -> Whereabouts:
    """Return which documents of a warehouse a text shares passages with, ranked, and what it says of its source.

    Args:
        warehouse: open, for reading or writing; nothing is written.
        text: any text, from a sentence to a page; the bytes of a text file in any encoding that can be told.

    Raises:
        InputError: there is no text.

    Example:
        >>> text = warehouse.sql("SELECT text FROM documents WHERE document_id = 'owl-ferry'").item()
        >>> provenance.where(warehouse, text[200:900]).sources["document_id"][0]
        'ap-ferry'
    """
    text = read_text(text) if isinstance(text, bytes) else text
    if not text.strip():
        raise InputError("the text is empty", "paste a passage of at least a dozen words")
    settings = warehouse.settings()
    document = pasted(text)
    text_blocks = blocks(document, settings)
    outlets = warehouse.query("batches/outlets")
    rows = credits(document, text_blocks, outlets, settings)
    skips = repeats_and_boilerplate(document, text_blocks, settings)
    matching = matching_documents(warehouse, document, skips, settings)
    named = headlines(warehouse, text, settings.candidates.pasted_text_documents).join(
        matching, on="document", how="anti", maintain_order="left"
    )
    matching = pl.concat([matching, named.select(pl.col(name).cast(kind) for name, kind in matching.schema.items())])
    basis, corpus = "words", warehouse.query("reports/span").row(0, named=True)
    if not matching.height:
        basis, matching = beyond_words(warehouse, document, text_blocks, skips, settings, corpus["bytes"])
    credited = rows.filter(pl.col("role").is_in(SOURCE_ROLES))["outlet_id"].drop_nulls().unique().sort().to_list()
    ranked = warehouse.query("reports/whereabouts", {"text_matches": matching}, credited=credited)
    names = outlets.select("outlet_id", pl.col("name").alias("outlet"))
    rows = rows.join(names, on="outlet_id", how="left", maintain_order="left")
    return Whereabouts(ranked, rows, corpus, text, basis)


def beyond_words(
    warehouse: Warehouse,
    document: pl.DataFrame,
    text_blocks: pl.DataFrame,
    skips: pl.DataFrame,
    settings: Settings,
    size: int,
) -> tuple[str, pl.DataFrame]:
    """Return how documents were found with which a text shares no words as they stand, and those documents.

    Args:
        warehouse: the documents.
        document: the text (frame ``documents``).
        text_blocks: its blocks (frame ``blocks``).
        skips: its spans that are not compared (frame ``skips``).
        settings: the settings of the warehouse.
        size: bytes of text in the warehouse; of more than ``pasted_text_bytes`` none is searched for scanned words.
    """
    threads = Threads(cores())
    matching = same_meaning(warehouse, document, text_blocks, skips, settings, threads)
    if matching.height or size > settings.candidates.pasted_text_bytes:
        return "meaning", matching
    return "confused letters", same_when_folded(warehouse, document, settings, threads)


def pasted_text(warehouse: Warehouse, name: str) -> str | bytes:
    """Return the text that a name means: standard input for ``-``, a file, or a document by its address or id.

    Args:
        warehouse: open, for reading or writing.
        name: ``-``, the path of a file, or a document's address or id.

    Raises:
        InputError: there is no such file.
        UsageError: it is no file, and no document is called so.

    Example:
        >>> provenance.pasted_text(warehouse, "owl-ferry")[:20]
        'A flotilla of fishin'
    """
    if name == "-":
        return bounded(sys.stdin.buffer, "standard input")
    path = Path(name)
    try:
        if path.exists():
            with path.open("rb") as file:
                return bounded(file, name)
    except OSError as error:
        raise InputError(
            f"cannot read {name}: {error.strerror}", "name a text file, or - for standard input"
        ) from error
    document = warehouse.document_id(name)
    return str(warehouse.query("reports/side", None, document=document)["text"][0])


def bounded(stream: BinaryIO, name: str) -> bytes:
    """Return the bytes of a pasted text.

    Raises:
        InputError: they are more than any text has: a device may give bytes without end.
    """
    data = stream.read(MAX_RECORD_BYTES + 1)
    if len(data) > MAX_RECORD_BYTES:
        raise InputError(
            f"{name} is longer than {MAX_RECORD_BYTES >> 20} MiB, which no text is", "paste a passage of it"
        )
    return data


def headlines(warehouse: Warehouse, text: str, most: int) -> pl.DataFrame:
    """Return the documents of whose headline a short text is all or a part, as rows of matches of kind ``headline``."""
    words = " ".join(text.split())
    found = warehouse.query("names/headlines", None, text=words, most=most)
    return found.select(
        "document", kind=pl.lit("headline"), similarity=pl.lit(1.0), share_of_text=pl.lit(1.0),
        share_of_document=pl.lit(0.0), passage_count=pl.lit(1, pl.Int32), start=pl.lit(0, pl.Int32),
        stop=pl.lit(len(text), pl.Int32),
    )  # fmt: skip


def read_text(data: bytes) -> str:
    """Return the bytes of a pasted file as text.

    Raises:
        InputError: they are no text.
    """
    try:
        return decode(data)
    except UndecodableError as error:
        raise InputError(f"this is no text: {error}", "paste text, or save the file as UTF-8") from None


def pasted(text: str) -> pl.DataFrame:
    """Return a text as the one document of a frame (columns of ``tables.DOCUMENTS``)."""
    row = {"document": PASTED, "document_id": "", "text": text}
    return pl.DataFrame([row], schema=tables.DOCUMENTS.schema())


def repeats_and_boilerplate(document: pl.DataFrame, text_blocks: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """Return which spans of a text are repeats, or boilerplate by their words (frame ``skips``)."""
    boilerplate = text_blocks.filter(pl.col("kind") == "boilerplate").select("document", "start", "stop")
    return pl.concat([repeats(document, settings).select("document", "start", "stop"), boilerplate]).sort(pl.all())


def matching_documents(
    warehouse: Warehouse, document: pl.DataFrame, skips: pl.DataFrame, settings: Settings
) -> pl.DataFrame:
    """Return the documents that share text with a pasted one, and how much."""
    signature = signatures(document, skips, settings)
    keys = {
        "bands": signature.select(pl.col("bands").explode().alias("band")).drop_nulls(),
        "fingerprints": signature.select(pl.col("fingerprints").explode().alias("fingerprint")).drop_nulls(),
    }
    candidates = warehouse.query("batches/candidates_of_one", keys, most=settings.candidates.pasted_text_documents)
    frames = load(warehouse, candidates, ("documents", "skips"))
    pairs = candidates.select(pl.lit(PASTED, pl.Int32).alias("left"), pl.col("document").alias("right"))
    documents, spans = pl.concat([document, frames["documents"]]), pl.concat([skips, frames["skips"]])
    verified = matches(pairs, documents, spans, settings, Threads(cores()))
    return match_rows(verified.matches, verified.passages)
