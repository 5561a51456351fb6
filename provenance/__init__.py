"""Deduplication and provenance of news text.

The public names are loaded when they are first used, so that importing the package costs nothing; ``__init__.pyi`` has
their types.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Cleaned": "provenance.cleaning.output.result",
    "CleaningOptions": "provenance.cleaning.options",
    "ProvenanceError": "provenance.errors",
    "Settings": "provenance.settings",
    "Summary": "provenance.pipeline.runs",
    "Warehouse": "provenance.warehouse.warehouse",
    "add": "provenance.pipeline.trace",
    "add_outlets": "provenance.pipeline.outlets",
    "clean": "provenance.cleaning.clean",
    "cleaning_options": "provenance.cleaning.options",
    "demo": "provenance.pipeline.demo",
    "diff": "provenance.pipeline.reruns",
    "explain": "provenance.cleaning.output.explain",
    "export": "provenance.pipeline.report",
    "import_folder": "provenance.pipeline.imports",
    "pasted_text": "provenance.pipeline.where",
    "piece": "provenance.pipeline.report",
    "questions": "provenance.warehouse.questions",
    "read": "provenance.readers",
    "remove": "provenance.pipeline.removal",
    "report": "provenance.pipeline.report",
    "rerun": "provenance.pipeline.reruns",
    "restore": "provenance.cleaning.output.restore",
    "rule": "provenance.pipeline.rulings",
    "serve": "provenance.pipeline.site",
    "snapshot": "provenance.pipeline.snapshots",
    "status": "provenance.pipeline.trace",
    "trace": "provenance.pipeline.trace",
    "trace_on_spark": "provenance.pipeline.distributed.trace_on_spark",
    "watch": "provenance.pipeline.watch",
    "where": "provenance.pipeline.where",
    "withdraw": "provenance.pipeline.rulings",
}

__all__ = [
    "Cleaned",
    "CleaningOptions",
    "ProvenanceError",
    "Settings",
    "Summary",
    "Warehouse",
    "add",
    "add_outlets",
    "clean",
    "cleaning_options",
    "demo",
    "diff",
    "explain",
    "export",
    "import_folder",
    "pasted_text",
    "piece",
    "questions",
    "read",
    "remove",
    "report",
    "rerun",
    "restore",
    "rule",
    "serve",
    "snapshot",
    "status",
    "trace",
    "trace_on_spark",
    "watch",
    "where",
    "withdraw",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute can be anything
    """Load a public name from the room it lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
