"""What a cleaning found, as frames with the ids that people know documents by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.cleaning.decide.decide import Findings
    from provenance.cleaning.inputs.corpus import Library
    from provenance.cleaning.options import Options


@dataclass(frozen=True)
class Cleaned:
    """What went, and why.

    Attributes:
        removed: documents that went: ``document_id``, ``path``, ``position``, the document kept that each matches
            itself (``kept_id``, ``kept_path``, ``kept_position``), ``kind``, ``jaccard``, ``contained`` (share of the
            document in the one kept), ``contains`` (share of that in the document), ``settings``.
        cuts: spans that went from documents that stay: ``document_id``, ``path``, ``position``, ``start``, ``stop``
            (code points), ``reason``, ``still_id``, ``still_start``, ``still_stop`` (where the same text still
            stands), ``text``.
        listed: short and empty documents; they stay.
        set_aside: inputs that could not be read, with the reason.
        pairs: texts measured against each other, with their measures.
        counts: documents, spans and characters that went, by reason.
        totals: ``documents``, ``kept``, ``removed``, ``cut``, ``characters``, ``characters_left``, ``compared``
            (pairs), ``left_out`` (texts that a bound kept from some comparison).
        options: what was asked for.
        out: the folder that was written; None for a dry run.
    """

    removed: pl.DataFrame
    cuts: pl.DataFrame
    listed: pl.DataFrame
    set_aside: pl.DataFrame
    pairs: pl.DataFrame
    counts: pl.DataFrame
    totals: dict[str, int]
    options: Options
    out: Path | None = None

    @property
    def partial(self) -> bool:
        """Whether some inputs could not be read."""
        return self.set_aside.height > 0


def outcome(found: Findings, library: Library, options: Options, out: Path | None = None) -> Cleaned:
    """Return findings as frames for people."""
    from provenance.cleaning.decide.ranking import desk

    frames = {
        "documents": found.documents.select(
            "document", "document_id", "file", "place", "position", "tokens", "characters", "known", "evaluation"
        ),
        "removals": found.removals,
        "cuts": found.cuts,
        "pairs": found.pairs,
        "files": files_frame(library),
    }
    asking = desk()
    try:
        removed = asking.query("cleaning/removed", frames, settings=options.fingerprint())
        cuts = asking.query("cleaning/cuts", frames)
        listed = asking.query("cleaning/listed", frames, short=options.settings.cleaning.short)
        pairs = asking.query("cleaning/pairs", frames)
        counts = asking.query("cleaning/counts", frames)
    finally:
        asking.connection.close()
    return Cleaned(removed, cuts, listed, found.set_aside, pairs, counts, totals(found), options, out)


def totals(found: Findings) -> dict[str, int]:
    """Return the sums of a cleaning."""
    mine = found.documents.filter(~pl.col("known"))
    characters = int(mine["characters"].sum())
    gone = int(mine.join(found.removals, on="document", how="semi")["characters"].sum())
    cut = int((found.cuts["stop"] - found.cuts["start"]).sum())
    return {
        "documents": mine.height,
        "kept": mine.height - found.removals.height,
        "removed": found.removals.height,
        "cut": found.cuts["document"].n_unique(),
        "characters": characters,
        "characters_left": characters - gone - cut,
        "compared": found.compared,
        "left_out": found.left_out,
    }


def files_frame(library: Library) -> pl.DataFrame:
    """Return file number and path of every input."""
    rows = [(file.number, file.source.id) for file in library.files]
    return pl.DataFrame(rows, schema={"file": pl.Int32, "path": pl.String}, orient="row")
