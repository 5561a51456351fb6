"""Compiled stars: who joins whom, each the earliest that itself joined nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from provenance.text.kernels.jit import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def stars(earlier: NDArray[np.int64], later: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return the place of each document's representative: its own, or the earliest representative that it is near.

    Args:
        earlier: place of the earlier document of each pair that is near enough.
        later: of the later one; pairs ascend by it, then by the earlier one.
        size: how many documents there are.
    """
    head = np.empty(size, np.int64)
    for place in range(size):
        head[place] = place
    for pair in range(later.size):
        if head[later[pair]] == later[pair] and head[earlier[pair]] == earlier[pair]:
            head[later[pair]] = earlier[pair]
    return head
