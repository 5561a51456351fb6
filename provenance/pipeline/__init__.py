"""The stages in order: the one room that knows it.

Reading fills ``documents``. Each stage of fact has a to-do query: the documents it has not done on its present inputs.
They are streamed to the stage in batches, and what comes back is added together with a mark in the ledger, in one
transaction. Judgements are rewritten for the connected parts that new facts touch. A first run, new documents and an
interrupted run are therefore the same call.
"""

from __future__ import annotations

from provenance.pipeline.calls import Demonstration, add, add_outlets, analyse, demo, questions, trace
from provenance.pipeline.removal import Removal, remove
from provenance.pipeline.reruns import Differences, diff, rerun
from provenance.pipeline.rulings import Ruling, rule, withdraw
from provenance.pipeline.runs import Summary
from provenance.pipeline.snapshots import snapshot
from provenance.pipeline.where import Whereabouts, where

__all__ = [
    "Demonstration",
    "Differences",
    "Removal",
    "Ruling",
    "Summary",
    "Whereabouts",
    "add",
    "add_outlets",
    "analyse",
    "demo",
    "diff",
    "questions",
    "remove",
    "rerun",
    "rule",
    "snapshot",
    "trace",
    "where",
    "withdraw",
]
