"""A small corpus on disk, and what a warehouse says of it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from provenance.warehouse.warehouse import Warehouse

PUBLIC = (
    "blocks", "repeats", "credits", "matches", "passages", "clusters", "derivations", "unseen_sources",
    "attributed_spans", "chains", "outlet_sources", "undetermined", "revisions",
)  # fmt: skip


@pytest.fixture(scope="session")
def said():
    """Return every public row of a database but for when, in which order and in which run it came."""
    return public_rows


def public_rows(db: Path) -> dict[str, list[tuple]]:
    """Return every public row but for when, in which order and in which run it came."""
    with Warehouse.open(db) as warehouse:
        answers = {"documents": warehouse.sql("FROM documents SELECT * EXCLUDE (document, added_at, run_id, origin)")}
        for name in PUBLIC:
            # an unseen source whose original has arrived is remembered: a trace of the order, and the only one
            still = " WHERE replaced_by IS NULL" if name == "unseen_sources" else ""
            answers[name] = warehouse.sql(f"SELECT COLUMNS(lambda c: c <> 'run_id') FROM {name}{still}")
    return {name: sorted(map(repr, frame.rows())) for name, frame in answers.items()}


@pytest.fixture(scope="session")
def records() -> list[dict]:
    """The made-up corpus that ships with the package."""
    lines = (files("provenance") / "demo/documents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def write(tmp_path):
    """Write records as one JSON Lines file and return its path."""

    def to(name: str, some: list[dict]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(each) + "\n" for each in some), encoding="utf-8")
        return path

    return to
