"""Hypothesis on readers, normaliser, aligner, credit finder and the guard of SQL: an answer, or an error of ours."""

import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance.errors import ProvenanceError
from provenance.readers.formats import FORMATS
from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.tables import DOCUMENTS, OUTLETS
from provenance.text.alignment import align_pairs, prepare_texts
from provenance.text.normal import normal_form, token_forms
from provenance.text.tokens import tokenise
from provenance.warehouse.warehouse import Warehouse
from tests.faults import fuzzing

NO_SKIPS = (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32))
ENDINGS = sorted({ending for form in FORMATS for ending in form.endings})
FIELDS = st.sampled_from(
    ["id", "text", "title", "outlet", "url", "published_at", "author", "metadata", "article", "language"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(FIELDS | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
OUTLET_ROWS = pl.DataFrame(
    [
        {
            "outlet_id": "reuters",
            "name": "Reuters",
            "kind": "agency",
            "aliases": ["REUTERS", "路透社"],
            "domains": ["reuters.com"],
        },
        {"outlet_id": "post", "name": "The Post", "kind": "paper", "aliases": ["Post"], "domains": ["post.example"]},
    ],
    schema=OUTLETS.schema(),
).with_columns(pl.col(pl.List(pl.String)).fill_null(pl.lit([], pl.List(pl.String))), pl.lit("seed").alias("origin"))
CREDIT_TEXTS = st.lists(
    st.sampled_from(
        [
            "(Reuters) -",
            "LONDON (Reuters)",
            "according to ",
            "路透社",
            "The Post",
            "©",
            "\n\n",
            "By ",
            "Photo: ",
            "—",
            "via ",
        ]
    )
    | st.text(max_size=20),
    max_size=12,
).map("".join)
TOKENS = st.sampled_from(
    [
        "SELECT",
        "FROM",
        "documents",
        "runs",
        "(",
        ")",
        ",",
        ";",
        "*",
        "'",
        '"',
        "--",
        "/*",
        "*/",
        "WITH",
        "AS",
        "DELETE",
        "COPY",
        "ATTACH",
        "read_text",
        "'/etc/passwd'",
        "SET",
        "1",
        "$a",
        "EXPLAIN",
        "ANALYZE",
        "INSERT INTO",
        "PRAGMA",
        "CALL",
        "UNION",
        "WHERE",
        "\x00",
        "\n",
    ]
)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    db = tmp_path_factory.mktemp("fuzzed") / "w.duckdb"
    provenance.demo(db)
    return db


@pytest.fixture(scope="module")
def many(request) -> settings:
    """How many examples are tried: a few dozens, thousands in the long form."""
    return settings(max_examples=40 * request.config.getoption("--faults", default=1), deadline=None, database=None)


def tried(many, function, **strategies) -> None:
    """Try a property as often as the form of the tests asks."""
    many(given(**strategies)(function))()


@pytest.mark.parametrize("target", fuzzing.TARGETS)
def test_what_fuzzing_by_coverage_has_kept_is_read(target):
    inputs = fuzzing.corpus(target)
    assert len(inputs) > 50
    for data in inputs:
        fuzzing.TARGETS[target](data)


def test_any_bytes_under_any_name_are_read_or_set_aside(tmp_path, many):
    def read(ending: str, data: bytes) -> None:
        path = tmp_path / f"n{ending}"
        path.write_bytes(data)
        for batch in provenance.read(path):
            batch.records["text"].to_list()

    tried(many, read, ending=st.sampled_from(ENDINGS), data=st.binary(max_size=400))


def test_any_record_is_read_or_set_aside(tmp_path, many):
    def read(record: dict, whole: bool) -> None:
        path = tmp_path / ("n.json" if whole else "n.jsonl")
        path.write_text(json.dumps(record) + "\n", encoding="utf-8", errors="surrogatepass")
        batches = list(provenance.read(path))
        assert sum(batch.records.height + batch.set_aside.height for batch in batches) >= 1

    tried(many, read, record=st.dictionaries(FIELDS, VALUES, max_size=6), whole=st.booleans())


def test_the_normaliser_takes_any_text(many):
    def normalise(text: str) -> None:
        assert normal_form(normal_form(text)) == normal_form(normal_form(normal_form(text)))
        tokens = tokenise(pl.Series([text], dtype=pl.String))
        assert len(tokens.hashes) == len(token_forms(text))

    tried(many, normalise, text=st.text())


def test_the_aligner_stays_inside_any_two_texts(many):
    def align(left: str, right: str) -> None:
        tokens = tokenise(pl.Series([left, right], dtype=pl.String))
        result = align_pairs(prepare_texts(tokens, NO_SKIPS), np.array([[0, 1]], np.int32), Settings())
        lengths = [len(token_forms(text)) for text in (left, right)]
        for start, stop, other_start, other_stop, _ in result.spans.tolist():
            assert 0 <= start < stop <= lengths[0]
            assert 0 <= other_start < other_stop <= lengths[1]

    words = st.lists(
        st.sampled_from(["ox", "elm", "bee", "市", "议", "会", "﷽", "Å"]) | st.text(max_size=4), max_size=80
    ).map(" ".join)
    tried(many, align, left=words, right=words)


def test_credits_stay_inside_any_text(many):
    def find(text: str, byline: str | None) -> None:
        rows = [{"document": 0, "document_id": "d", "text": text, "byline": byline}]
        documents = pl.DataFrame(rows, schema=DOCUMENTS.schema())
        found = credits(documents, blocks(documents, Settings()), OUTLET_ROWS, Settings())
        for start, stop in found.select("start", "stop").drop_nulls().iter_rows():
            assert 0 <= start <= stop <= len(text)

    tried(many, find, text=CREDIT_TEXTS, byline=st.none() | CREDIT_TEXTS)


def test_the_guard_of_sql_lets_nothing_through(file, many):
    before = file.read_bytes()
    with Warehouse.open(file) as warehouse:

        def ask(words: list[str]) -> None:
            try:
                answer = warehouse.sql(" ".join(words), {"a": 1} if "$a" in words else None, seconds=2)
            except ProvenanceError:
                return
            assert "root:x:" not in repr(answer.head(20).rows())

        tried(many, ask, words=st.lists(TOKENS, max_size=12))
    assert file.read_bytes() == before
