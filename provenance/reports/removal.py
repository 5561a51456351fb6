"""What was taken out, in a sentence or two."""

from __future__ import annotations

from typing import Protocol

from provenance.reports.wording import counted, listed, value

NAMED = 5
"""Documents up to which they are named, not counted."""


class Removed(Protocol):
    """What was taken out."""

    @property
    def removed(self) -> list[str]:
        """Ids of the documents."""

    @property
    def versions(self) -> list[str]:
        """Ids of other versions of them, which stay."""

    @property
    def waits(self) -> bool:
        """Whether the rest is brought up to date with the next run."""

    @property
    def documents(self) -> int:
        """How many documents there are now."""


def render_removal(told: Removed) -> str:
    """Return what was taken out, what stays, and what is to do."""
    few = len(told.removed) <= NAMED
    gone = listed([value(each) for each in told.removed]) if few else counted(len(told.removed), "document")
    sentences = [f"Removed {gone} and all that rests on it. {counted(told.documents, 'document')} left."]
    if told.versions:
        versions = listed([value(each) for each in told.versions])
        sentences.append(f"Other versions stay: {versions} (--versions takes them, too).")
    if told.waits:
        sentences.append("Documents wait to be analysed; the rest is brought up to date with: provenance trace")
    sentences.append("Where their files still are, the next run reads them again.")
    return "\n".join(sentences)
