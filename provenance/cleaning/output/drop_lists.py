"""What went, as lists for other tools: ids, and for each input file the positions that datatrove's filter drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.cleaning.decide.plan import CleaningPlan


def write_drop_lists(plan: CleaningPlan, folder: Path) -> None:
    """Write ``drop/ids.txt``, and ``drop/000000.remove`` and so on: one file for each input file, in path order.

    A ``.remove`` file holds the positions of the documents that went, ascending, as unsigned integers of four bytes,
    the least first: what ``MinhashDedupFilter`` of datatrove reads, run with a task for each input file. Positions
    count the documents that its readers yield, which are those that hold a text.

    Args:
        plan: what is removed.
        folder: the output folder.
    """
    target = folder / "drop"
    target.mkdir(exist_ok=True)
    documents = plan.documents.filter(~pl.col("known")).sort("file", "place")
    removed = pl.col("document").is_in(plan.removals["document"].implode())
    with_place = documents.select(
        "document_id",
        "file",
        has_text=pl.col("characters") > 0,
        removed=removed,
        index=(pl.col("characters") > 0).cast(pl.Int64).cum_sum().over("file") - 1,
    )
    ids = with_place.filter("removed")["document_id"].sort()
    (target / "ids.txt").write_text("".join(f"{document_id}\n" for document_id in ids), encoding="utf-8")
    for (rank,), part in with_place.group_by("file", maintain_order=True):
        positions = part.filter(pl.col("removed") & pl.col("has_text"))["index"].to_numpy()
        (target / f"{rank:06d}.remove").write_bytes(positions.astype(np.dtype("<u4")).tobytes())
