"""The word for what a document did with its source: republished, excerpted, edited, expanded, paraphrased, translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from provenance.stages.derivations.readings import Readings

PART_LOST = 0.1
"""Share of the source from which on whole blocks that the document lacks make it a part, not the whole."""

OWN_PART = 0.05
"""Share of a document from which on whole blocks of its own are a substantial part."""

EDITS = 0.03
"""Edits for each word from which on a document is reworded here and there (both sides counted)."""


def relations(read: Readings, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the relation of each pair's document to its source.

    Args:
        read: the readings of all pairs.
        rows: which of them.
    """
    weight, source_weight = (np.maximum(read.of("weight", turned=turned)[rows], 1) for turned in (False, True))
    lost = read.of("block_weight", turned=True)[rows] / source_weight
    added = read.of("block_weight")[rows] / weight
    edits = 4 * (read.of("edits")[rows] + read.of("edits", turned=True)[rows]) / (weight + source_weight)
    kinds = read.kinds[rows]
    told = {
        "translated": kinds == "translation",
        "paraphrased": kinds == "paraphrase",
        "expanded": added >= OWN_PART,
        "excerpted": lost >= PART_LOST,
        "edited": edits >= EDITS,
    }
    return np.select(list(told.values()), list(told), "republished").astype(object)  # type: ignore[no-any-return]
