"""Inference on a cluster: groups and derivations of each connected component of the match graph."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from provenance.pipeline.distributed.carried_tables import LAGS, USUAL_LAGS
from provenance.pipeline.distributed.components import stars
from provenance.pipeline.distributed.facts import outputs_of, tables_read, version_of
from provenance.pipeline.distributed.tasks import inference_task, lag_task

if TYPE_CHECKING:
    from provenance.pipeline.distributed.run import ClusterRun
    from provenance.pipeline.stage import Stage

UNMATCHED_DOCUMENTS = 20_000
"""Documents without a match in a part; changes no result."""

LAG_TABLES = ("documents", "credits", "matches", "semantic_matches", "text_metadata")


def run_inference(run: ClusterRun, stage: Stage) -> None:
    """Infer who derived what from whom, component by component."""
    edges = stars(run, "components", run.sql("distributed/match_edges"))
    members = run.steps.rows(
        "members",
        "",
        lambda: run.sql("distributed/members", {"stars": edges}, parts=run.parts, unmatched=UNMATCHED_DOCUMENTS),
    )
    parts = run.parts + 1 + run.documents // UNMATCHED_DOCUMENTS
    shared = {"outlets": run.outlets.join(lags_of_outlets(run, members, parts), on="outlet_id", how="left")}
    frames = {"members": members, **run.parted(tables_read(stage), members)}
    outputs, task = outputs_of(stage), partial(inference_task, shared, run.settings)
    run.hold_tables(run.mapped(stage.name, version_of(run, stage), task, frames, outputs, parts), outputs)


def lags_of_outlets(run: ClusterRun, members: object, parts: int) -> pl.DataFrame:
    """Return how long after its sources each outlet usually publishes: a fact of the corpus."""
    frames = {"members": members, **run.parted(LAG_TABLES, members)}
    frames["documents"] = run.cluster.without_texts(frames["documents"])
    rows = run.mapped("lags", "", partial(lag_task, run.settings), frames, {"lags": LAGS}, parts)
    run.hold("lags", run.cluster.table_of(rows, "lags", LAGS))
    usual = run.steps.rows("usual_lags", "", lambda: run.sql("todo/usual_lags_now"))
    return run.cluster.collect(usual, USUAL_LAGS).sort("outlet_id")
