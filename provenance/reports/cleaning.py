"""What a cleaning did, on one page that needs nothing else, and in a few lines for a terminal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


def page(told: Any) -> str:  # noqa: ANN401 - provenance.cleaning.Cleaned, which stands above this room
    """Return the report as HTML."""
    return f"<!doctype html><title>Cleaning</title><p>{escape(str(told.totals))}</p>"


def render_cleaning(told: Any, *, width: int = 100, colour: bool = False) -> str:  # noqa: ANN401, ARG001
    """Return what a cleaning did in a few lines."""
    t = told.totals
    lines = [f"{t['documents']:,} documents read, {t['kept']:,} kept, {t['removed']:,} removed, {t['cut']:,} cut"]
    lines += [
        f"  {reason:12s} {documents:>9,} documents {characters:>13,} characters"
        for reason, documents, _, characters in told.counts.iter_rows()
    ]
    return "\n".join(lines)


def _unused(frame: pl.DataFrame) -> pl.DataFrame:
    return frame
