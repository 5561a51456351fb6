"""Answers of a warehouse that are more than one frame."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, repr=False)
class Comparison:
    """Two documents side by side.

    Attributes:
        passages: what they share, columns of the view ``passages``, in the order of the left text.
        left: ``document_id``, ``outlet``, ``title``, ``published_at``, ``text`` … of the document with the smaller id.
        right: the same of the other.
        match: their match, and the derivation between them where there is one; None where they share nothing.
    """

    passages: pl.DataFrame
    left: dict[str, Any]
    right: dict[str, Any]
    match: dict[str, Any] | None

    def __repr__(self) -> str:
        left, right = self.left["document_id"], self.right["document_id"]
        kind = self.match["kind"] if self.match else "no match"
        return f"<Comparison of {left} and {right}: {kind}, {self.passages.height} passages>"

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: the passages side by side."""
        rows = "".join(
            f"<tr><td>{self._passage('left', row)}</td><td>{self._passage('right', row)}</td>"
            f"<td>{row['kind']}</td></tr>"
            for row in self.passages.iter_rows(named=True)
        )
        heads = "".join(f"<th>{html.escape(side['document_id'])}</th>" for side in (self.left, self.right))
        return f"<p>{html.escape(repr(self).strip('<>'))}</p><table><tr>{heads}<th>kind</th></tr>{rows}</table>"

    def _passage(self, side: str, row: dict[str, Any]) -> str:
        """Return the text of a passage on one side, as HTML."""
        text: str = getattr(self, side)["text"]
        return html.escape(text[row[f"{side}_start"] : row[f"{side}_stop"]])


@dataclass(frozen=True, repr=False)
class ChainSelection:
    """Syndication chains, and pairs that share text while nothing decides the direction.

    Attributes:
        chains: what :meth:`Warehouse.chains` returns.
        undetermined: ``left_id``, ``right_id``, ``kind`` … of each pair, those that share most first.
    """

    chains: pl.DataFrame
    undetermined: pl.DataFrame

    def __repr__(self) -> str:
        stories = self.chains["chain_id"].n_unique()
        return (
            f"<ChainSelection: {stories} chains of {self.chains.height} rows, {self.undetermined.height} undetermined>"
        )

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: the chains as a table."""
        return f"<p>{html.escape(repr(self).strip('<>'))}</p>{self.chains._repr_html_()}"
