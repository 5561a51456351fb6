"""The results of a run and of the demonstration, in sentences and parts."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl
import pytest

from provenance.reports.demo import render_demonstration
from provenance.reports.summary import render_findings, render_summary
from provenance.reports.terminal import display_width

FINDINGS = {"documents": 18, "outlets": 16, "derived": 11, "sources": 4, "unseen": 1, "translated": 2, "no_credit": 4,
         "repeated": 1}  # fmt: skip


@dataclass
class Run:
    added: int = 18
    known: int = 0
    set_aside: int = 2
    after: dict = field(default_factory=lambda: {"documents": 20, "blocks": 90})
    findings: dict = field(default_factory=lambda: FINDINGS)
    unread_dates: int = 0
    unread_date: str = ""


@dataclass
class Results:
    findings: dict
    chains: pl.DataFrame
    repeats: pl.DataFrame
    no_credit: pl.DataFrame
    undetermined: pl.DataFrame


def test_a_run_is_summed_up_in_sentences():
    assert " ".join(render_summary(Run(), "news.duckdb", 80).split()) == (
        'Read 18 new documents, 2 set aside (provenance sql "FROM set_aside" says why). '
        "news.duckdb holds 18 documents of 16 outlets. "
        "11 documents derive from 4 sources (1 of them not in the corpus); 2 of them in translation; "
        "in 4 no credit was found. 1 document repeats a block of its own text."
    )


def test_dates_that_cannot_be_read_are_said_with_an_example():
    text = " ".join(render_summary(Run(unread_dates=12, unread_date="2 hours ago\x1b[31m"), "news.duckdb", 80).split())
    assert "12 dates could not be read, e.g. “2 hours ago␛[31m”" in text


def test_a_run_that_analysed_nothing_says_what_it_read():
    run = Run(added=1, known=3, set_aside=0, after={"documents": 20, "blocks": 0}, findings={"derived": 0})
    assert render_summary(run) == "Read 1 new document, 3 already there. The warehouse holds 20 documents."


def test_a_run_that_found_nothing_says_so():
    assert render_findings({"derived": 0}).splitlines()[-1] == "No document was found to derive from another."


def test_credited_derivations_are_said_to_be_so():
    assert "1 document derives from 1 source; all credit it." in render_findings({"derived": 1, "sources": 1})


def test_sentences_fit_the_terminal():
    assert all(display_width(line) <= 60 for line in render_summary(Run(), "news.duckdb", 60).splitlines())


CHAIN = {"path": ["ap", "skim"], "outlet": "The Morning Skim", "published_at": datetime(2024, 5, 3),
         "published_precision": "day", "relation": "republished", "credited": False, "edge_confidence": 0.8,
         "root_outlet": "AP", "root_at": datetime(2024, 5, 3), "root_precision": "day",
         "root_unseen": False}  # fmt: skip


@pytest.mark.parametrize("colour", [False, True])
def test_the_demonstration_shows_chains_and_what_to_try(colour):
    text = render_demonstration(Results(FINDINGS, pl.DataFrame([CHAIN]), *[pl.DataFrame()] * 3), 100, colour)
    assert "The Morning Skim" in text
    assert "made up" in text
    assert "provenance trace FOLDER" in text
    assert "WHAT STAYS UNDETERMINED" not in text
    assert ("\x1b" in text) == colour
