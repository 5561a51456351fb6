"""What was written, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from provenance.reports.wording import quantity


@dataclass(frozen=True)
class Report:
    """A report that was written.

    Attributes:
        path: where it is.
        stories: how many stories it draws.
        documents: how many documents and sources outside the corpus it holds.
        other_stories: how many stories were selected and are not drawn.
        bytes: its size.
    """

    path: Path
    stories: int
    documents: int
    other_stories: int
    bytes: int


@dataclass(frozen=True)
class Export:
    """An export that was written.

    Attributes:
        path: where it is.
        form: name of its output format.
        meaning: what that is.
        frames: how many frames it is made of.
        documents: documents and sources in it.
    """

    path: Path
    form: str
    meaning: str
    frames: int
    documents: int


def render_export_made(result: Export) -> str:
    """Return what an export is, and where it is."""
    return f"{result.path} written: {result.meaning}; {quantity(result.documents, 'document')}"


def render_report_made(result: Report) -> str:
    """Return what a report holds, and where it is."""
    if not result.stories:
        return f"{result.path} written: no document here derives from another, as far as is known"
    more = (
        f" ({quantity(result.other_stories, 'more story', 'more stories')} not drawn)" if result.other_stories else ""
    )
    if result.path.suffix.lower() == ".svg":
        return f"{result.path} written; open it in a browser, or put it into a page"
    end = "" if result.path.suffix.lower() == ".md" else "; open it in a browser"
    size = f"{result.bytes / 1e6:.1f} MB" if result.bytes >= 1e5 else f"{result.bytes / 1e3:.0f} kB"
    return f"{result.path} written: {quantity(result.stories, 'story', 'stories')}{more}, {size}{end}"
