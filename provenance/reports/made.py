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


def render_report_made(made: Report) -> str:
    """Return what a report holds, and where it is."""
    if not made.stories:
        return f"{made.path} written: no document here derives from another, as far as is known"
    more = f" ({quantity(made.other_stories, 'more story', 'more stories')} not drawn)" if made.other_stories else ""
    size = f"{made.bytes / 1e6:.1f} MB" if made.bytes >= 1e5 else f"{made.bytes / 1e3:.0f} kB"
    return f"{made.path} written: {quantity(made.stories, 'story', 'stories')}{more}, {size}; open it in a browser"
