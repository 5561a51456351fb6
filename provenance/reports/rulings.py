"""The effect of a ruling in sentences."""

from __future__ import annotations

from typing import Protocol

from provenance.reports.wording import cell_text, quantity


class RecordedRuling(Protocol):
    """A ruling that was recorded."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def subject(self) -> str:
        """What it is about: edge, outlet, date or document."""

    @property
    def key(self) -> str:
        """The id of what it is about."""

    @property
    def verdict(self) -> str:
        """What was ruled."""

    @property
    def judged(self) -> int:
        """The number of documents inferred again because of it."""

    @property
    def waits(self) -> bool:
        """Whether it takes effect only with the next run."""


def render_ruling(ruling: RecordedRuling) -> str:
    """Return the ruling and when it takes effect."""
    about = f"{ruling.subject} {cell_text(ruling.key)}: {cell_text(ruling.verdict)}"
    if ruling.waits:
        return f"Ruling {ruling.number}, {about}. Documents wait to be analysed; it takes effect with: provenance trace"
    documents = quantity(ruling.judged, "document")
    return f"Ruling {ruling.number}, {about}. {documents} inferred again, with all that is connected."
