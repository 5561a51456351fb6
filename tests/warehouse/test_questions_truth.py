"""The answers of views and questions against the truth of syndication trees, by Python that shares no code with them.

The corpus is not part of the project: PROVENANCE_CORPORA names the folder that it lies in.
"""

import csv
import os
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

import provenance

CORPORA = os.environ.get("PROVENANCE_CORPORA")
TREES = Path(CORPORA or ".") / "trees"
pytestmark = pytest.mark.skipif(
    not (CORPORA and TREES.is_dir()), reason="PROVENANCE_CORPORA names no folder with trees"
)


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    db = tmp_path_factory.mktemp("truth") / "trees.duckdb"
    provenance.trace([TREES / "docs.parquet"], db)
    with provenance.Warehouse.open(db) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def truth():
    csv.field_size_limit(10**9)
    with (TREES / "truth_documents.csv").open(encoding="utf-8", newline="") as file:
        return {row["document_id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def sources(news):
    """Who derives from whom, and whose each source is."""
    edges = defaultdict(list)
    for row in news.sql("FROM derivations SELECT document_id, source_id, source_outlet_id ORDER BY ALL").iter_rows():
        edges[row[0]].append(row[1:])
    return edges


def above(document, sources):
    """Return the outlets that a document goes back to, through any number of hands."""
    outlets, pending, seen = set(), [document], {document}
    while pending:
        for source, outlet in sources.get(pending.pop(), ()):
            outlets.add(outlet)
            if source not in seen:
                seen.add(source)
                pending.append(source)
    return outlets


def agencies(news):
    return dict(news.sql("FROM outlets SELECT name, outlet_id WHERE kind = 'agency'").iter_rows())


def test_nearly_all_agency_pages_are_found_through_any_hands(news, truth):
    ids = agencies(news)
    use = set(news.sql("FROM wire_usage SELECT document_id, agency_id").iter_rows())
    true = {
        (name, ids[row["root_outlet"]])
        for name, row in truth.items()
        if row["source_outlet"] and row["root_outlet"] in ids
    }
    own = dict(news.sql("FROM documents SELECT document_id, outlet_id").iter_rows())
    true = {(name, agency) for name, agency in true if own[name] != agency}
    assert len(use & true) >= 0.97 * len(true)


def test_usage_is_the_walk_up_and_the_credits(news, sources):
    ids = set(agencies(news).values())
    credits_ = defaultdict(set)
    told = (
        "FROM credits SELECT document_id, outlet_id WHERE role IN ('source', 'byline', 'contribution', 'translation')"
    )
    for document, outlet in news.sql(told).iter_rows():
        credits_[document].add(outlet)
    own = dict(news.sql("FROM documents SELECT document_id, outlet_id").iter_rows())
    expected = {
        (document, outlet) for document in own for outlet in (above(document, sources) | credits_[document]) & ids
        if outlet != own[document]
    }  # fmt: skip
    assert set(news.sql("FROM wire_usage SELECT document_id, agency_id").iter_rows()) == expected


def test_uncredited_copy_is_what_names_no_agency(news, sources):
    asked = news.ask("uncredited_wire_copy", confidence=0, limit=100_000)
    use = news.sql("FROM wire_usage").filter(
        pl.col("credit_status") == "none_in_text", pl.col("outlet_id").is_not_null()
    )
    assert asked["uncredited"].sum() == use.height
    named = set(news.sql("FROM credits SELECT document_id, outlet_id WHERE role IN ('source', 'byline')").iter_rows())
    for document, agency in use.select("document_id", "agency_id").iter_rows():
        assert agency in above(document, sources)
        assert (document, agency) not in named


def test_who_is_told_as_first_is_no_copy(news, truth):
    first = news.ask("first_to_publish", limit=100_000).drop_nulls("first_document_id")["first_document_id"]
    copies = [name for name in first if name in truth and truth[name]["source_observed"] == "True"]
    assert len(copies) <= 0.05 * len(first)


def test_spans_cover_every_body_once(news):
    lengths = dict(news.sql("FROM documents SELECT document_id, length(text)").iter_rows())
    ends = dict.fromkeys(lengths, 0)
    spans = news.sql("FROM attributed_spans SELECT document_id, start, stop ORDER BY ALL")
    for document, start, stop in spans.iter_rows():
        assert ends[document] <= start < stop <= lengths[document]
        ends[document] = stop
    assert set(spans["document_id"]) == set(lengths)


def test_every_document_has_one_origin(news, sources):
    origins = news.sql("FROM origins SELECT document_id, root_id, hands ORDER BY ALL")
    assert origins["document_id"].is_unique().all()
    for document, root, hands in origins.iter_rows():
        assert (hands == 0) == (document not in sources) == (root == document)
        assert not sources.get(root)
