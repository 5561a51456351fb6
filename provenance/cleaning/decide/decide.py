"""The cleaning plan: which documents are removed, which spans are cut, and which copies survive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from provenance.cleaning.decide.across_splits import shared_copies
from provenance.cleaning.decide.decontamination import contaminated_documents, item_spans
from provenance.cleaning.decide.near_duplicates import VerifiedPairs, is_near, shingle_reader, verified_pairs
from provenance.cleaning.decide.near_verification import with_verdicts
from provenance.cleaning.decide.passage_cuts import add_passage_cuts, surviving_copies
from provenance.cleaning.decide.plan import CleaningPlan
from provenance.cleaning.decide.ranking import rank_documents
from provenance.cleaning.decide.reconcile import reconcile
from provenance.cleaning.decide.removals import (
    ambiguous_digests,
    find_copies,
    too_short,
    with_cut_digests,
    with_normal_digests,
)
from provenance.cleaning.inputs.own_fields import own_fields
from provenance.cleaning.scan.normal_digests import normal_digests
from provenance.cleaning.scan.scan import REJECTED, load_rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.cleaning.decide.removals import TextClasses
    from provenance.cleaning.inputs.job import CleaningJob
    from provenance.cleaning.options import CleaningOptions
    from provenance.cleaning.scan.scan import Scan

    ProvenanceRank = Callable[[pl.DataFrame], pl.DataFrame | None]


ALIGNED_LEVELS = ("contained", "passages")
"""The levels for which documents are aligned with each other."""


def decide(job: CleaningJob, scan: Scan, provenance_rank: ProvenanceRank) -> CleaningPlan:
    """Return what is removed and cut.

    Args:
        job: corpus and options.
        scan: the features of all documents.
        provenance_rank: returns the provenance rank of documents; None where the options do not need it.
    """
    options = job.options
    digests = normal_digests(job.corpus, scan.cuts, ambiguous_digests(scan.documents))
    documents = with_cut_digests(with_normal_digests(scan.documents, digests), scan.cuts)
    documents = documents.join(job.corpus.splits(), on="file", how="left", maintain_order="left")
    own = own_fields(job.corpus, options.prefer, documents.columns)
    documents = documents.with_columns(own.get_columns())
    documents = rank_documents(documents, options, provenance_rank(documents))

    def compare(classes: TextClasses) -> VerifiedPairs:
        job.progress("compare", 0, len(classes.first_documents))
        return with_verdicts(compare_texts(classes, scan, job), classes, documents["tokens"].to_list(), job, scan.cuts)

    contaminated, sought = contaminated_documents(job.corpus, options.thresholds, job.threads)
    unconditional = unconditional_removals(contaminated, documents, options)
    remaining = documents.join(unconditional, on="document", how="anti", maintain_order="left")
    copies = find_copies(remaining, options, compare)
    removals = without_references(pl.concat([unconditional, copies.removals]), documents)
    removals, cuts, shared = add_alignments(job, documents, removals, scan.cuts, copies.pairs)
    return CleaningPlan(
        documents,
        removals,
        cuts,
        copies.pairs,
        copies.compared,
        copies.left_out,
        rejected_inputs(job, scan),
        scan.cuts,
        contaminated,
        sought,
        shared,
        item_spans(job.corpus, contaminated, options.thresholds),
    )


def unconditional_removals(
    contaminated: pl.DataFrame, documents: pl.DataFrame, options: CleaningOptions
) -> pl.DataFrame:
    """Return the removals that rest on no comparison with other documents: contaminated and short documents."""
    return pl.concat([contaminated, too_short(documents, options).join(contaminated, on="document", how="anti")])


def add_alignments(
    job: CleaningJob, documents: pl.DataFrame, removals: pl.DataFrame, all_cuts: pl.DataFrame, pairs: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return removals and cuts of kept documents, and what different splits share and keep (columns of ``SHARED``).

    The levels add some for which documents are aligned.

    Args:
        job: corpus, levels and thresholds, and where the warehouse is staged.
        documents: all documents with their rank.
        removals: removals so far.
        all_cuts: cuts of all documents.
        pairs: documents whose texts were compared.
    """
    levels, near = job.options.levels, is_near(job.options.thresholds.near)
    if not set(ALIGNED_LEVELS) & set(levels):
        shared = shared_copies(pairs, documents, removals, levels, near)
        return removals, cuts_of_kept(all_cuts, removals, documents), shared
    from provenance.cleaning.decide.containment import align

    contained, passages, shared_parts = align(job, documents, removals, all_cuts)
    removals = reconcile(job, removals, without_references(contained, documents), all_cuts)
    cuts = cuts_of_kept(all_cuts, removals, documents)
    if passages.height:
        removed = set(removals["document"].to_list())
        references = documents.filter("known")["document"].implode()
        passages = passages.filter(~pl.col("right").is_in(references))
        texts = dict(job.corpus.texts({*passages["left"].to_list(), *passages["right"].to_list()}))
        cuts = add_passage_cuts(cuts, passages, removed, texts, job.options.thresholds.passage)
    shared = pl.concat([shared_copies(pairs, documents, removals, levels, near), shared_parts])
    return removals, cuts, shared.unique(["document", "other"], keep="first", maintain_order=True)


def rejected_inputs(job: CleaningJob, scan: Scan) -> pl.DataFrame:
    """Return what could not be read: origin and reason."""
    rows = [(reject.origin, reject.reason) for reject in job.corpus.rejected]
    return pl.concat([pl.DataFrame(rows, schema=REJECTED, orient="row"), load_rejected(job.staging, scan.parts)])


def compare_texts(classes: TextClasses, scan: Scan, job: CleaningJob) -> VerifiedPairs:
    """Return the pairs of similar texts.

    Args:
        classes: the texts, by their first documents, in rank order.
        scan: names the staged parts.
        job: holds the staged bands and shingles.
    """
    staging, first_documents = job.staging, classes.first_documents
    bands = np.concatenate([np.asarray(staging.array(f"{part}.bands")) for part in scan.parts])[first_documents]
    parts = ((np.asarray(staging.array(f"{part}.offsets")), staging.array(f"{part}.shingles")) for part in scan.parts)
    shingles_of = shingle_reader(parts, scan.first)  # type: ignore[arg-type]
    return verified_pairs(
        bands, lambda texts: shingles_of(first_documents[texts]), job.options.thresholds, job.threads, classes.sides
    )


def without_references(removals: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return removals of documents that are no references; copies of an item are of the kind ``evaluation``."""
    references = documents.filter("known").select("document")
    items = documents.filter("evaluation")["document"].implode()
    kind = pl.when(pl.col("kept").is_in(items)).then(pl.lit("evaluation")).otherwise("kind").alias("kind")
    return (
        removals.join(references, on="document", how="anti", maintain_order="left").with_columns(kind).sort("document")
    )


def cuts_of_kept(all_cuts: pl.DataFrame, removals: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return the cuts of documents that are written, with the surviving copy of each."""
    kept_documents = documents.filter(~pl.col("known")).join(removals, on="document", how="anti")
    return surviving_copies(all_cuts.join(kept_documents, on="document", how="semi", maintain_order="left"))
