"""Connected components on a cluster: rounds of SQL, until each component is a star around its least document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from provenance.errors import EngineError
from provenance.pipeline.distributed.carried_tables import COUNTS

if TYPE_CHECKING:
    from provenance.pipeline.distributed.run import ClusterRun

MOST_ROUNDS = 60
"""Rounds after which it is given up: they grow about with the logarithm of the longest path; changes no result."""


def stars(run: ClusterRun, name: str, edges: Any) -> Any:
    """Return the edges of a graph that makes each connected component of another a star around its least document.

    Args:
        run: the run.
        name: of its steps.
        edges: ``document`` and ``root``, once each, the greater end first.

    Source: Kiveris et al., Connected Components in MapReduce and Beyond (2014), ``alternating``.
    """
    for number in range(MOST_ROUNDS):
        edges = run.steps.rows(f"{name}_{number:02}", "", partial(one_round, run, edges))
        loose = run.cluster.collect(run.sql("distributed/loose_edges", {"edges": edges}), COUNTS).item()
        if not loose:
            return edges
    raise EngineError(
        f"components are not found after {MOST_ROUNDS} rounds", "please report it, with the corpus's size"
    )


def one_round(run: ClusterRun, edges: Any) -> Any:
    """Return the edges after one step of each kind."""
    larger = run.sql("distributed/large_star", {"edges": edges})
    return run.sql("distributed/small_star", {"edges": larger})
