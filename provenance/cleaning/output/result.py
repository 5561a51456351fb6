"""The result of a cleaning as frames, with the ids and paths by which people know documents."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

import provenance
from provenance.cleaning.inputs.splits import card_order
from provenance.cleaning.output.cleaned_data import arrow_stream, hub_data_set, lazy_frame
from provenance.text.date_intervals import published_until

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from provenance.cleaning.decide.plan import CleaningPlan
    from provenance.cleaning.options import CleaningOptions


@dataclass(frozen=True, repr=False)
class Cleaned:
    """What was removed and cut, and why.

    Attributes:
        removed: removed documents: ``document_id``, ``path``, ``position``, the kept document that each matches itself
            (``kept_id``, ``kept_path``, ``kept_position``), ``kind``, ``jaccard``, ``contained`` (share of the document
            that the kept one has), ``contains`` (share of the kept one that the document has), ``split`` and
            ``kept_split`` (null where the inputs have no splits), ``settings``.
        cuts: spans cut from kept documents: ``document_id``, ``path``, ``position``, ``start``, ``stop`` (code points),
            ``reason``, ``still_id``, ``still_start``, ``still_stop`` (the surviving copy of the same text), ``text``.
        listed: short and empty documents that are kept.
        set_aside: inputs that could not be read, with the reason.
        pairs: documents whose texts were compared, with their similarity.
        counts: removed documents, cut spans and their characters, by reason.
        items: where removed documents hold items of evaluation sets: ids, paths and positions of both, ``start``,
            ``stop``, ``text``.
        weights: for each kept document ``cluster_size`` (itself and what went for it), ``first_seen``,
            ``first_seen_precision`` and ``outlets``; empty where they were not asked for.
        shared: copies that stand in different splits and stay: ids, paths, positions and splits of both, ``kind``,
            ``jaccard``.
        splits: by split: ``documents``, ``kept``, ``removed_for_another_split``, ``shared_with_another_split``; empty
            where the inputs have no splits.
        sources: by input file: ``documents``, ``kept``, ``cut`` (documents), ``tokens`` and ``tokens_left`` (outside
            the cuts).
        outlets: the same by outlet (null where unknown), the largest first.
        lengths: by length in tokens, in steps of doubled length: ``tokens`` (at least), ``documents``, ``kept``.
        totals: ``documents``, ``kept``, ``removed``, ``cut``, ``characters``, ``characters_left``, ``tokens``,
            ``tokens_left``, ``compared`` (pairs), ``left_out`` (texts that a bound excluded from some comparison).
        options: what was asked for.
        out: the folder that was written; None for a dry run.
        address: where it was sent, in an object store; empty where it was not.

    Example:
        >>> provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"], dry_run=True)
        <Cleaned, nothing written: documents 2, kept 1, removed 1, cut 0>
    """

    removed: pl.DataFrame
    cuts: pl.DataFrame
    listed: pl.DataFrame
    set_aside: pl.DataFrame
    pairs: pl.DataFrame
    counts: pl.DataFrame
    items: pl.DataFrame
    weights: pl.DataFrame
    shared: pl.DataFrame
    splits: pl.DataFrame
    sources: pl.DataFrame
    outlets: pl.DataFrame
    lengths: pl.DataFrame
    totals: dict[str, int]
    options: CleaningOptions
    out: Path | None = None
    address: str = ""

    def __repr__(self) -> str:
        names = ("documents", "kept", "removed", "cut")
        numbers = ", ".join(f"{name} {self.totals[name]:,}" for name in names)
        return f"<Cleaned, {f'in {self.out}' if self.out else 'nothing written'}: {numbers}>"

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: what was removed, by reason."""
        return f"<p>{html.escape(repr(self).strip('<>'))}</p>{self.counts._repr_html_()}"

    def lazy(self, config: str = "", split: str = "") -> pl.LazyFrame:
        """Return the cleaned data, read when they are asked for.

        Args:
            config: one of several tables of different columns.
            split: one split of a data set; all where none is named.

        Raises:
            UsageError: nothing was written, or not as Parquet; or there is no such part, or one has to be named.

        Example:
            >>> cleaned = provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"])
            >>> cleaned.lazy().select("id").collect().rows()
            [('a',)]
        """
        return lazy_frame(self.out, config, split)

    def frame(self, config: str = "", split: str = "") -> pl.DataFrame:
        """Return the cleaned data.

        Args:
            config: see :meth:`lazy`.
            split: see :meth:`lazy`.

        Raises:
            UsageError: see :meth:`lazy`.

        Example:
            >>> cleaned = provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"])
            >>> cleaned.frame()["id"].to_list()
            ['a']
        """
        return self.lazy(config, split).collect()

    def arrow(self, config: str = "", split: str = "") -> pa.RecordBatchReader:
        """Return the cleaned data as a stream of Arrow batches.

        Args:
            config: see :meth:`lazy`.
            split: see :meth:`lazy`.

        Raises:
            UsageError: see :meth:`lazy`.

        Example:
            >>> cleaned = provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"])
            >>> cleaned.arrow().read_all().num_rows
            1
        """
        return arrow_stream(self.out, config, split)

    def dataset(self, config: str = "") -> Any:  # noqa: ANN401 - a class of a library that may not be there
        """Return the cleaned data as a ``datasets.Dataset``, or a ``DatasetDict`` by split (extra ``datasets``).

        Args:
            config: one of several tables of different columns.

        Raises:
            UsageError: see :meth:`lazy`; or the library is not installed.

        Example:
            >>> cleaned = provenance.clean([{"id": name, "text": "The ferry has gone. " * 9} for name in "ab"])
            >>> cleaned.dataset().num_rows  # doctest: +SKIP
            1
        """
        return hub_data_set(self.out, config)

    @property
    def partial(self) -> bool:
        """Whether some inputs could not be read."""
        return self.set_aside.height > 0


def result_of(plan: CleaningPlan, paths: pl.DataFrame, options: CleaningOptions, out: Path | None = None) -> Cleaned:
    """Return a plan as frames for people.

    Args:
        plan: what is removed and cut.
        paths: number (``file``) and ``path`` of every input file.
        options: what was asked for.
        out: the folder that is written; None for a dry run.
    """
    from provenance.warehouse.frames import in_memory_warehouse  # loading DuckDB takes a tenth of a second

    frames = {
        "documents": plan.documents.select(
            "document",
            "document_id",
            "file",
            "place",
            "position",
            "tokens",
            "characters",
            "known",
            "evaluation",
            "data_split",
            "outlet",
            "published_at",
            "published_precision",
            published_until(),
        ),
        "removals": plan.removals,
        "cuts": plan.cuts,
        "pairs": plan.pairs,
        "shared": plan.shared,
        "item_spans": plan.item_spans,
        "files": paths,
    }
    with in_memory_warehouse() as warehouse:
        removed = warehouse.query("cleaning/removed", frames, settings=options.fingerprint())
        cuts = warehouse.query("cleaning/cuts", frames)
        listed = warehouse.query("cleaning/listed", frames, short=options.thresholds.short)
        pairs = warehouse.query("cleaning/pairs", frames)
        counts = warehouse.query("cleaning/counts", frames)
        items = warehouse.query("cleaning/items", frames)
        weights = warehouse.query("cleaning/weights", frames) if options.weights else pl.DataFrame()
        shared, splits = (warehouse.query(f"cleaning/{name}", frames) for name in ("shared", "splits"))
    splits = splits[sorted(range(splits.height), key=lambda row: card_order(splits["split"][row]))]
    sums = totals(plan)
    return Cleaned(
        removed, cuts, listed, plan.rejected, pairs, counts, items, weights, shared, splits,
        *tables_of_counts(plan, paths), sums, options, out,
    )  # fmt: skip


def tables_of_counts(plan: CleaningPlan, paths: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return what stays of each input file, of each outlet, and of each length; see :class:`Cleaned`."""
    removed, cut = (frame["document"].unique().implode() for frame in (plan.removals, plan.cuts))
    documents = plan.documents.filter(~pl.col("known")).select(
        "file", "outlet", "tokens", kept=~pl.col("document").is_in(removed), cut=pl.col("document").is_in(cut)
    )
    sums = (
        pl.len().alias("documents"),
        pl.col("kept", "cut", "tokens").sum(),
        pl.col("tokens").filter("kept").sum().alias("tokens_left"),
    )
    sources = documents.group_by("file").agg(*sums).sort("file").join(paths, on="file", maintain_order="left")
    outlets = documents.group_by("outlet").agg(*sums)
    doubled = pl.when(pl.col("tokens") > 0).then(pl.col("tokens").log(2).floor()).otherwise(-1).cast(pl.Int64)
    lengths = documents.group_by(doubled.alias("step")).agg(pl.len().alias("documents"), pl.col("kept").sum())
    at_least = pl.when(pl.col("step") < 0).then(0).otherwise(pl.lit(2, pl.Int64).pow(pl.col("step").clip(0)))
    return (
        sources.select("path", "documents", "kept", "cut", "tokens", "tokens_left"),
        outlets.sort("documents", "outlet", descending=[True, False], nulls_last=True),
        lengths.sort("step").select(at_least.cast(pl.Int64).alias("tokens"), "documents", "kept"),
    )


def totals(plan: CleaningPlan) -> dict[str, int]:
    """Return the sums of a plan; see :class:`Cleaned`."""
    documents = plan.documents.filter(~pl.col("known"))
    characters = int(documents["characters"].sum())
    removed = int(documents.join(plan.removals, on="document", how="semi")["characters"].sum())
    cut = int((plan.cuts["stop"] - plan.cuts["start"]).sum())
    return {
        "documents": documents.height,
        "kept": documents.height - plan.removals.height,
        "removed": plan.removals.height,
        "cut": plan.cuts["document"].n_unique(),
        "characters": characters,
        "characters_left": characters - removed - cut,
        "tokens": int(documents["tokens"].sum()),
        "tokens_left": int(documents.join(plan.removals, on="document", how="anti")["tokens"].sum()),
        "compared": plan.compared,
        "left_out": plan.left_out,
        "items": int(plan.documents["evaluation"].sum()),
        "items_sought": plan.sought,
    }


def split_rule(result: Cleaned) -> str:
    """Return how copies in different splits were treated, in one or two sentences."""
    order, shared = result.options.split_order, result.shared.height
    across = sum(result.splits["removed_for_another_split"])
    sentence = (
        f"Copies were removed across the splits {', '.join(order)}, from those named later: {across:,}."
        if order
        else "Splits stay apart: no document went for a copy in another split."
    )
    if shared:
        sentence += f" {shared:,} pairs of copies in different splits stay; `shared.parquet` names them."
    return sentence


def summary(result: Cleaned) -> str:
    """Return the totals in two sentences, and the version that made the output."""
    t = result.totals
    left = 100 * t["characters_left"] / t["characters"] if t["characters"] else 100.0
    return (
        f"Of {t['documents']:,} documents, {t['kept']:,} stayed and {t['removed']:,} were removed; "
        f"{t['cut']:,} of those that stayed had text taken out. {left:.1f} % of the characters are left.\n"
        f"Made by news-provenance {provenance.__version__}.\n"
    )
