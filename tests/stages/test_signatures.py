import random

import numpy as np
import polars as pl
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages import signatures as room
from provenance.stages.signatures import signatures
from provenance.tables import SIGNATURES, SKIPS
from provenance.text.minhash import choose_bands
from provenance.text.shingles import shingle
from provenance.text.tokens import tokenise
from provenance.threads import Threads

SETTINGS = Settings()
NONE = SKIPS.empty()


def frame(texts: dict[int, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {"document": list(texts), "text": list(texts.values())}, schema={"document": pl.Int32, "text": pl.String}
    )


def skips(*rows: tuple[int, int, int]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SKIPS.schema(), orient="row")


def test_one_row_a_document_in_the_order_of_keys():
    result = signatures(frame({7: "seven eight", 2: "two"}), NONE, SETTINGS)
    assert result.schema == pl.Schema(SIGNATURES.schema())
    assert result["document"].to_list() == [2, 7]
    assert result["tokens"].to_list() == [1, 2]


def test_no_documents():
    assert signatures(frame({}), NONE, SETTINGS).equals(SIGNATURES.empty())


def test_a_document_without_a_token_has_an_empty_signature():
    row = signatures(frame({1: " — ", 2: None, 3: "a"}), NONE, SETTINGS)
    assert row["shingles"].to_list() == [0, 0, 1]
    assert row["signature"].to_list()[:2] == [b"", b""]
    assert row["bands"].list.len().to_list() == [0, 0, choose_bands(0.5, 0.97, 128)[0]]
    assert row["fingerprints"].list.len().to_list() == [0, 0, 1]


def test_the_signature_is_that_of_datasketch():
    text = "the river rose above the old mark on the quay wall before dawn"
    oracle = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=int)
    oracle.update_batch(shingle(tokenise(pl.Series([text])), SETTINGS).hashes.tolist())
    blob = signatures(frame({1: text}), NONE, SETTINGS)["signature"][0]
    assert np.frombuffer(blob, "<u4").tolist() == oracle.hashvalues.tolist()


def test_skipped_text_does_not_change_the_signature():
    reference = "one two three four Advertisement! five six seven eight"
    cut = reference.replace("Advertisement! ", "")
    start = reference.index("Adv")
    result = signatures(frame({1: reference, 2: cut}), skips((1, start, start + 14)), SETTINGS).drop("document")
    assert result.row(0) == result.row(1)


def test_a_token_that_overlaps_a_skip_is_skipped():
    result = signatures(frame({1: "one two three"}), skips((1, 5, 6), (1, 5, 5)), SETTINGS)
    assert result["tokens"].to_list() == [2]


def test_skips_of_other_documents_do_not_count():
    result = signatures(frame({3: "one two", 5: "three four"}), skips((1, 0, 9), (4, 0, 9), (9, 0, 9)), SETTINGS)
    assert result["tokens"].to_list() == [2, 2]


def test_overlapping_skips_and_skips_of_everything():
    result = signatures(frame({1: "a b c d e f", 2: "a b"}), skips((1, 0, 5), (1, 2, 7), (2, 0, 99)), SETTINGS)
    assert result["tokens"].to_list() == [2, 0]


words = st.lists(st.sampled_from(["river", "quay", "mark", "naïve", "日本", "ไทย", "2016"]), max_size=30).map(" ".join)
rows = st.dictionaries(st.integers(1, 99), words, max_size=8)
spans = st.lists(st.tuples(st.integers(1, 99), st.integers(0, 60), st.integers(0, 60)), max_size=6)


@given(rows, spans)
def test_skipping_is_that_of_naive_python(texts, drawn_spans):
    skipped = [(document, min(a, b), max(a, b) + 1) for document, a, b in drawn_spans]
    result = signatures(frame(texts), skips(*skipped), SETTINGS)
    for document, count in zip(result["document"], result["tokens"], strict=True):
        tokens = tokenise(pl.Series([texts[document]]))
        own_skips = [(start, stop) for key, start, stop in skipped if key == document]
        selected = [
            all(stop <= a or start >= b for a, b in own_skips)
            for start, stop in zip(tokens.starts, tokens.stops, strict=True)
        ]
        assert count == sum(selected)


@given(rows, spans, st.integers(1, 4), st.integers(1, 200), st.randoms(use_true_random=False))
def test_order_slices_and_threads_change_nothing(texts, drawn_spans, threads, slice_bytes, rng):
    skipped = [(document, min(a, b), max(a, b) + 1) for document, a, b in drawn_spans]
    expected = signatures(frame(texts), skips(*skipped), SETTINGS)
    documents, spans_ = list(texts), list(skipped)
    random.Random(rng.random()).shuffle(documents)
    rng.shuffle(spans_)
    usual, room.SLICE_BYTES = room.SLICE_BYTES, slice_bytes
    try:
        result = signatures(frame({key: texts[key] for key in documents}), skips(*spans_), SETTINGS, Threads(threads))
    finally:
        room.SLICE_BYTES = usual
    assert result.equals(expected)
