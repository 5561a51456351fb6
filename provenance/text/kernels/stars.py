"""Compiled star clustering: each document joins the earliest representative that it matches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.jit import jit

if TYPE_CHECKING:
    from numpy.typing import NDArray


@jit
def star_representatives(earlier: NDArray[np.int64], later: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return the representative of each document: itself, or the earliest representative that it matches.

    Args:
        earlier: rank of the earlier document of each matching pair.
        later: rank of the later document; pairs ascend by it, then by the earlier one.
        size: number of documents.
    """
    representative = np.empty(size, np.int64)
    for rank in range(size):
        representative[rank] = rank
    for pair in range(later.size):
        if representative[later[pair]] == later[pair] and representative[earlier[pair]] == earlier[pair]:
            representative[later[pair]] = earlier[pair]
    return representative
