"""A text that many print: which of the copies is the source does not hang on the one that all are compared with."""

from datetime import datetime, timedelta

import polars as pl
import pytest

from provenance.settings import Settings
from provenance.stages.derivations import Inputs, derivations
from provenance.tables import CREDITS, DOCUMENTS, MATCHES, PASSAGES, SKIPS, UNSEEN_SOURCES
from provenance.threads import Threads

TEXT = "The ferry left the quay at dawn with forty crates of plums and one passenger who had lost his hat. " * 4
RULINGS = {"ruling": pl.Int32, "subject": pl.String, "key": pl.String, "verdict": pl.String, "note": pl.String}
MORNING = datetime(2031, 4, 2, 9, 12)


def inputs(papers: int, *, credited: bool, dated: bool = True, early: int = 0) -> Inputs:
    """An agency's story and papers that print it: a few compared with each other, many with the first paper alone."""
    rows = [(0, "wire", "agency", MORNING if dated else None, "second" if dated else None)]
    for paper in range(1, papers + 1):
        day = MORNING.replace(hour=0, minute=0) - timedelta(days=3 * (paper <= early))
        rows.append((paper, f"paper-{paper:05}", f"outlet-{paper:05}", day, "day"))
    documents = pl.DataFrame(
        [(key, name, outlet, None, None, None, None, "en", at, precision, TEXT)
         for key, name, outlet, at, precision in rows],
        schema=DOCUMENTS.schema(), orient="row",
    )  # fmt: skip
    centres = range(papers + 1) if papers < 32 else [1]
    ends = sorted({(min(a, b), max(a, b)) for a in centres for b in range(papers + 1) if a != b})
    matches = pl.DataFrame(
        [(left, right, "exact", 1.0, 1.0, 1.0, 1.0, 1) for left, right in ends], MATCHES.schema(), orient="row"
    )
    passages = pl.DataFrame(
        [(left, right, 0, 0, len(TEXT), 0, len(TEXT), "verbatim", 1.0) for left, right in ends],
        PASSAGES.schema(), orient="row",
    )  # fmt: skip
    named = [(key, 0, "source", "agency", None, "(agency)", "text", "agency", None, None, 4, None, None)
             for key in range(1, papers + 1 if credited else 1)]  # fmt: skip
    credits_ = pl.DataFrame(named, schema=CREDITS.schema(), orient="row")
    outlets = pl.DataFrame({"outlet_id": ["agency"], "kind": ["agency"]})
    return Inputs(documents, matches, passages, credits_, SKIPS.empty(), outlets, pl.DataFrame(schema=RULINGS),
                  UNSEEN_SOURCES.empty())  # fmt: skip


def sources(frames: Inputs) -> dict[str, str]:
    inferred = derivations(frames, Settings(), Threads())
    return dict(inferred.derivations.select("document_id", "source_id").iter_rows())


@pytest.mark.parametrize("papers", [2, 32, 33, 120])
@pytest.mark.parametrize("dated", [True, False])
def test_copies_that_name_the_agency_derive_from_its_own_page(papers, dated):
    found = sources(inputs(papers, credited=True, dated=dated))
    assert len(found) == papers
    assert set(found.values()) == {"wire"}


def test_copies_with_wrong_dates_send_nobody_to_another_source():
    found = sources(inputs(40, credited=True, early=4))
    assert set(found.values()) == {"wire"}
    assert len(found) >= 36


def test_copies_without_credit_derive_from_no_other_paper():
    assert set(sources(inputs(36, credited=False)).values()) <= {"wire"}


def test_the_text_of_a_copy_is_attributed_to_a_source_that_it_was_not_compared_with():
    inferred = derivations(inputs(40, credited=True), Settings(), Threads())
    assert set(inferred.attributed_spans["source_id"]) == {"wire"}
