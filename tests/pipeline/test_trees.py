"""Directions in syndication trees of known truth: dates as they are, wrong by their mean delay, and missing."""

import csv

import numpy as np
import polars as pl
import pytest

import provenance
from provenance.warehouse.warehouse import Warehouse

LEAST = {"as they are": 0.90, "wrong by their mean delay": 0.75, "missing": 0.60}
"""Least F1 of directed edges."""

SURE, RIGHT = 0.9, {"as they are": 0.95, "wrong by their mean delay": 0.9, "missing": 0.9}
"""Confidence from which an edge is sure, and least share of such edges that are right: what it says, or better."""


@pytest.fixture(scope="module")
def trees(corpora):
    """The documents; what counts as each one's source; and copies that are as good as a source nobody has."""
    folder = corpora / "trees"
    documents = pl.read_parquet(folder / "docs.parquet").with_columns(
        pl.col("published_at").str.to_datetime(time_zone="UTC", strict=False)
    )
    with (folder / "truth_documents.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["relation"] != "translated"]
    sources = {row["document_id"]: {row["source_id"], *row["equivalents"].split()} for row in rows if row["source_id"]}
    spare = {row["document_id"]: set(row["equivalents"].split()) for row in rows if not row["source_id"]}
    return documents, sources, spare


def dated(documents: pl.DataFrame, sources: dict[str, set[str]], how: str) -> pl.DataFrame:
    """Return the documents with dates as they are, shifted at random by about the mean delay of copies, or missing."""
    if how == "missing":
        return documents.with_columns(published_at=pl.lit(None, pl.String))
    hours = dict(zip(documents["document_id"], documents["published_at"].dt.epoch("s") / 3600, strict=True))
    delays = [
        hours[document] - hours[source]
        for document, some in sources.items()
        for source in some
        if hours[document] is not None and hours.get(source) is not None
    ]
    wrong = np.random.default_rng(7).normal(0, np.mean(delays), documents.height) * (how != "as they are")
    shift = pl.duration(seconds=pl.Series((wrong * 3600).astype(int)))
    return documents.with_columns(published_at=(pl.col("published_at") + shift).dt.strftime("%Y-%m-%dT%H:%M:%SZ"))


@pytest.mark.parametrize("how", LEAST)
def test_most_directions_are_right_and_confidence_is_true(trees, how, db, tmp_path):
    documents, sources, spare = trees
    dated(documents, sources, how).write_parquet(tmp_path / "docs.parquet")
    provenance.trace([tmp_path / "docs.parquet"], db, settings={"embedding_budget": 0})
    with Warehouse.open(db) as warehouse:
        told = warehouse.sql(
            "SELECT document_id, source_id, confidence FROM derivations "
            "WHERE source_id IN (SELECT document_id FROM documents) ORDER BY ALL"
        ).rows()
    judged = [(d, s, sure) for d, s, sure in told if d in sources or (d in spare and s not in spare[d])]
    right = sum(source in sources.get(document, ()) for document, source, _ in judged)
    assert 2 * right / (len(judged) + len(sources)) >= LEAST[how]
    certain = [source in sources.get(document, ()) for document, source, sure in judged if sure >= SURE]
    assert len(certain) > len(sources) / 3
    assert sum(certain) / len(certain) >= RIGHT[how]
