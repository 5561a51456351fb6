"""What came of a ruling, in a sentence or two."""

from __future__ import annotations

from typing import Protocol

from provenance.reports.wording import counted, value


class Ruled(Protocol):
    """A ruling that was recorded."""

    @property
    def number(self) -> int:
        """Its number."""

    @property
    def subject(self) -> str:
        """What kind of thing it is about."""

    @property
    def key(self) -> str:
        """What it is about."""

    @property
    def verdict(self) -> str:
        """What was ruled."""

    @property
    def judged(self) -> int:
        """Documents judged again for it."""

    @property
    def waits(self) -> bool:
        """Whether it takes effect with the next run."""


def render_ruling(made: Ruled) -> str:
    """Return what was ruled and when it takes effect."""
    about = f"{made.subject} {value(made.key)}: {value(made.verdict)}"
    if made.waits:
        return f"Ruling {made.number}, {about}. Documents wait to be analysed; it takes effect with: provenance trace"
    judged = counted(made.judged, "document")
    return f"Ruling {made.number}, {about}. {judged} judged again, with all that is connected."
