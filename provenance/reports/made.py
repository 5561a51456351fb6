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

    def __str__(self) -> str:
        """Return what the report holds, and where it is."""
        suffix = self.path.suffix.lower()
        if suffix == ".svg":
            return f"{self.path} written; open it in a browser, or put it into a page"
        if not self.stories:
            return f"{self.path} written: no document here derives from another, as far as is known"
        more = (
            f" ({quantity(self.other_stories, 'more story', 'more stories')} not drawn)" if self.other_stories else ""
        )
        size = f"{self.bytes / 1e6:.1f} MB" if self.bytes >= 1e5 else f"{self.bytes / 1e3:.0f} kB"
        end = "" if suffix == ".md" else "; open it in a browser"
        return f"{self.path} written: {quantity(self.stories, 'story', 'stories')}{more}, {size}{end}"


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

    def __str__(self) -> str:
        """Return what the export is, and where it is."""
        return f"{self.path} written: {self.meaning}; {quantity(self.documents, 'document')}"
