"""The main job on the made-up corpus that ships with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from provenance.pipeline.report import report
from provenance.pipeline.runs import findings
from provenance.pipeline.trace import trace
from provenance.progress import Progress, Tell, notebook_line, notebook_progress
from provenance.resources import demo_corpus
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Demonstration:
    """What the main job found in the demo corpus.

    Attributes:
        findings: counts by name.
        chains: the chains, with what a person needs to see of each document.
        repeats: blocks that stand twice inside one document.
        no_credit: documents without a credit to the source they derive from.
        undetermined: pairs that agree without a sign of which came first.
    """

    findings: dict[str, Any]
    chains: pl.DataFrame
    repeats: pl.DataFrame
    no_credit: pl.DataFrame
    undetermined: pl.DataFrame


def demo(
    db: str | Path | None = None,
    *,
    page: str | Path | None = None,
    progress: Progress = notebook_progress,
    tell: Tell = notebook_line,
) -> Demonstration:
    """Do the main job on the small made-up corpus that ships with the package.

    Args:
        db: where to keep the database; None for nowhere (a temporary folder).
        page: where to write its report; None for nowhere.
        progress: see :func:`trace`.
        tell: see :func:`trace`.

    Example:
        >>> provenance.demo().findings["documents"]
        18
    """
    with TemporaryDirectory() as folder:
        file = Path(db) if db else Path(folder) / "demo.duckdb"
        trace([demo_corpus()], file, progress=progress, tell=tell)
        if page is not None:
            report(page, file)
        with Warehouse.open(file) as warehouse:
            return Demonstration(
                findings=findings(warehouse),
                chains=warehouse.query("reports/chains"),
                repeats=warehouse.query("reports/repeats"),
                no_credit=warehouse.query("reports/no_credit"),
                undetermined=warehouse.query("reports/undetermined"),
            )
