"""What was written, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
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

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: the page itself where it is one, and where the file is."""
        heading = f"<p>{escape(str(self))}</p>"
        if self.path.suffix.lower() in (".md", ".svg") or not self.path.is_file():
            return heading
        return heading + framed(self.path.read_text(encoding="utf-8"), self.path.name, Piece.height)

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
class Piece:
    """One page of a report, or all of them, for a notebook.

    Attributes:
        title: what it is about.
        page: the page, complete, as HTML.
        height: of the frame in which a notebook shows it, in pixels.
    """

    title: str
    page: str = field(repr=False)
    height: int = 640

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: in a frame of its own, from which nothing of the notebook can be reached."""
        return framed(self.page, self.title, self.height)


def framed(page: str, title: str, height: int) -> str:
    """Return a page in a frame that holds it: its script runs there, apart from what is around it."""
    return (
        f'<iframe sandbox="allow-scripts allow-downloads allow-popups" title="{escape(title)}" '
        f'width="100%" height="{height}" frameborder="0" srcdoc="{escape(page)}"></iframe>'
    )


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
