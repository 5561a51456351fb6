"""What is to go: documents are surveyed, copies found and judged; every cut knows where its text still stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.decontamination import holding
from provenance.cleaning.decide.near_duplicates import Likeness, gather_from, likeness_of
from provenance.cleaning.decide.passage_cuts import with_passages
from provenance.cleaning.decide.ranking import ranked
from provenance.cleaning.decide.reconcile import settled
from provenance.cleaning.decide.removals import REMOVALS, mixed, removals, shorts, with_normal
from provenance.cleaning.scan.normal_digests import normal_digests, texts
from provenance.cleaning.scan.scan import ASIDES, Survey, asides, survey
from provenance.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.inputs.staging import Workroom
    from provenance.cleaning.options import Options

    Ask = Callable[[pl.DataFrame], pl.DataFrame | None]


ALIGNED = ("contained", "passages")
"""The levels for which documents are aligned with each other."""


@dataclass(frozen=True)
class Findings:
    """What is to go.

    Attributes:
        documents: one row a document: ``document``, ``document_id``, ``file``, ``place``, ``rank`` and what else is
            known.
        removals: documents that go (columns of ``REMOVALS``).
        cuts: spans that go from documents that stay: document, start, stop, reason, still, still_start, still_stop,
            text.
        pairs: texts that were measured against each other, as documents: left, right, jaccard, contained_left,
            contained_right.
        compared: pairs that were verified.
        left_out: texts not compared with every text they share a band with.
        survey: the parts of the first reading.
        set_aside: what could not be read: origin and reason.
        found_cuts: all spans to cut, of documents that go as well.
        held: documents that hold an item of an evaluation set (columns of ``REMOVALS``).
    """

    documents: pl.DataFrame
    removals: pl.DataFrame
    cuts: pl.DataFrame
    pairs: pl.DataFrame
    compared: int
    left_out: int
    survey: Survey
    set_aside: pl.DataFrame
    found_cuts: pl.DataFrame
    held: pl.DataFrame


def find(library: Library, options: Options, room: Workroom, ask: Ask, progress: Progress = silent) -> Findings:
    """Return what is to go; ``ask`` gives the standing of documents, where the choice of what stays rests on one."""
    known = survey(library, options, room, progress)
    documents = with_normal(known.documents, normal_digests(library, known, mixed(known.documents)))
    documents = ranked(documents, options, ask(documents))

    def compare(leaders: NDArray[np.int32]) -> Likeness:
        progress("compare", 0, len(leaders))
        return compared(leaders, known, options, room)

    held = holding(library, options)
    first = first_gone(held, documents, options)
    rest = documents.join(first, on="document", how="anti", maintain_order="left")
    gone, likeness = removals(rest, options, compare)
    gone = without_known(pl.concat([first, gone]), documents)
    pairs = pairs_of_documents(rest, likeness)  # texts are numbered among those that were compared
    gone, cuts = with_alignments(library, known, documents, gone, options, room, progress)
    counts = (likeness.compared, likeness.left_out) if likeness else (0, 0)
    return Findings(documents, gone, cuts, pairs, *counts, known, set_aside(library, known, room), known.cuts, held)


def first_gone(held: pl.DataFrame, documents: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Return the documents that go whatever they are copies of: holders of evaluation items, and short ones."""
    return pl.concat([held, shorts(documents, options).join(held, on="document", how="anti")])


def with_alignments(
    library: Library,
    known: Survey,
    documents: pl.DataFrame,
    gone: pl.DataFrame,
    options: Options,
    room: Workroom,
    progress: Progress,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return removals, and cuts of what stays, with what the levels that align documents add to them.

    Args:
        library: the inputs.
        known: their survey.
        documents: all documents with their rank.
        gone: removals so far.
        options: levels and thresholds.
        room: where the working warehouse stands.
        progress: whom to tell.
    """
    if not set(ALIGNED) & set(options.levels):
        return gone, cuts_of_staying(known.cuts, gone, documents)
    from provenance.cleaning.decide.containment import align

    inside, shared = align(library, known, documents, gone, options, room, progress)
    gone = settled(gone, without_known(inside, documents), library, known, options)
    cuts = cuts_of_staying(known.cuts, gone, documents)
    if shared.height:
        taken = set(gone["document"].to_list()) | set(documents.filter("known")["document"].to_list())
        cuts = with_passages(cuts, shared, taken, dict(texts(library, set(shared["right"].to_list()))))
    return gone, cuts


def set_aside(library: Library, known: Survey, room: Workroom) -> pl.DataFrame:
    """Return what could not be read: origin and reason."""
    paths = pl.DataFrame([(aside.origin, aside.reason) for aside in library.asides], schema=ASIDES, orient="row")
    return pl.concat([paths, asides(room, known.parts)])


def compared(leaders: NDArray[np.int32], known: Survey, options: Options, room: Workroom) -> Likeness:
    """Return the pairs of near texts, of each of which the first document is given, in the order of what stays."""
    bands = np.concatenate([np.asarray(room.array(f"{name}.bands")) for name in known.parts])[leaders]
    parts = ((np.asarray(room.array(f"{name}.offsets")), room.array(f"{name}.shingles")) for name in known.parts)
    by_document = gather_from(parts, known.first)  # type: ignore[arg-type]
    return likeness_of(bands, lambda texts: by_document(leaders[texts]), options)


def without_known(gone: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return removals without those inside earlier releases and evaluation sets; copies of an item are of its kind."""
    earlier = documents.filter("known").select("document")
    items = documents.filter("evaluation")["document"].implode()
    told = pl.when(pl.col("kept").is_in(items)).then(pl.lit("evaluation")).otherwise("kind").alias("kind")
    return gone.join(earlier, on="document", how="anti", maintain_order="left").with_columns(told).sort("document")


def pairs_of_documents(documents: pl.DataFrame, likeness: Likeness | None) -> pl.DataFrame:
    """Return the measured pairs, the first document of each text in the text's place.

    Args:
        documents: those whose texts were compared, and no others: the texts are numbered among them.
        likeness: the pairs of texts.
    """
    if likeness is None:
        kinds = {"left": pl.Int32, "right": pl.Int32} | dict.fromkeys(
            ("jaccard", "contained_left", "contained_right"), pl.Float64
        )
        return pl.DataFrame(schema=kinds)
    ranked_texts = (
        documents.filter(pl.col("tokens") > 0).sort("rank").unique("sequence", keep="first", maintain_order=True)
    )
    leaders = ranked_texts["document"]
    return likeness.pairs.with_columns(
        leaders.gather(likeness.pairs["left"]).alias("left"), leaders.gather(likeness.pairs["right"]).alias("right")
    )


def cuts_of_staying(cuts: pl.DataFrame, gone: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the cuts of documents that are written, and where the same text still stands."""
    staying = documents.filter(~pl.col("known")).join(gone, on="document", how="anti")
    return standing(cuts.join(staying, on="document", how="semi", maintain_order="left"))


def standing(cuts: pl.DataFrame) -> pl.DataFrame:
    """Return cuts with the place where the same text still stands: document, start and stop; null where it does not."""
    renamed = cuts.with_columns(
        pl.when(pl.col("first_start").is_not_null()).then(pl.col("document")).alias("still"),
        pl.col("first_start").alias("still_start"),
        pl.col("first_stop").alias("still_stop"),
    )
    return renamed.select("document", "start", "stop", "reason", "still", "still_start", "still_stop", "text")


__all__ = ["REMOVALS", "Findings", "find"]
