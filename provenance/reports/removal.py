"""The result of a removal in sentences."""

from __future__ import annotations

from typing import Protocol

from provenance.reports.wording import cell_text, join_phrases, quantity

MOST_NAMES = 5
"""Up to this many documents are named; more are counted."""


class RemovalResult(Protocol):
    """The result of a removal."""

    @property
    def removed(self) -> list[str]:
        """Ids of the documents that were removed."""

    @property
    def versions(self) -> list[str]:
        """Ids of other versions of them, which are not removed."""

    @property
    def waits(self) -> bool:
        """Whether the rest is brought up to date only by the next run."""

    @property
    def documents(self) -> int:
        """The number of documents that are left."""


def render_removal(removal: RemovalResult) -> str:
    """Return which documents were removed, which stay, and what is left to do."""
    names = join_phrases([cell_text(document_id) for document_id in removal.removed])
    documents = names if len(removal.removed) <= MOST_NAMES else quantity(len(removal.removed), "document")
    sentences = [f"Removed {documents} and all that rests on it. {quantity(removal.documents, 'document')} left."]
    if removal.versions:
        versions = join_phrases([cell_text(document_id) for document_id in removal.versions])
        sentences.append(f"Other versions stay: {versions} (--versions removes them, too).")
    if removal.waits:
        sentences.append("Documents wait to be analysed; the rest is brought up to date with: provenance trace")
    sentences.append("Where their files still are, the next run reads them again.")
    return "\n".join(sentences)
