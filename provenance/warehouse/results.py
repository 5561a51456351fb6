"""Answers of a warehouse that are more than one frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class ChainSelection:
    """Syndication chains, and pairs that share text while nothing decides the direction.

    Attributes:
        chains: what :meth:`Warehouse.chains` returns.
        undetermined: ``left_id``, ``right_id``, ``kind`` … of each pair, those that share most first.
    """

    chains: pl.DataFrame
    undetermined: pl.DataFrame
