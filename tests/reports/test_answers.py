"""The answers of single commands."""

import json
from datetime import datetime

import polars as pl

from provenance.reports.answers import (
    render_also,
    render_no_credit,
    render_repeats,
    render_where,
)
from provenance.reports.wording import certainty, credit_words, lag, moment, percent, reasons, value

CORPUS = {"documents": 1204, "first_at": datetime(2024, 5, 3, 9), "last_at": datetime(2024, 6, 1)}
SOURCE = {
    "document_id": "ap-ferry",
    "outlet": "Associated Press",
    "title": "Boats",
    "published_at": datetime(2024, 5, 3, 9, 12),
    "published_precision": "minute",
    "kind": "contained",
    "share_of_text": 0.9,
    "share_of_document": 0.31,
    "passage_count": 2,
    "confidence": 0.95,
    "evidence": json.dumps([{"kind": "credit", "detail": "it says “(AP)”", "weight": 4}]),
    "start": 0,
    "stop": 5,
}


def test_a_pasted_text_gets_its_sources():
    assert render_where(pl.DataFrame([SOURCE]), CORPUS, "Boats and more", 80).splitlines() == [
        "1 possible source among 1,204 documents from 2024-05-03 to 2024-06-01:",
        "",
        "1. Associated Press  2024-05-03 09:12  strong",
        "   “Boats”",
        "   90 % of your text, 31 % of the document; 2 passages (one holds the other)",
        "   “Boats”",
        "   · credit: it says “(AP)”",
        "   ap-ferry",
    ]


def test_the_same_quotation_is_said_once_and_a_copy_is_told_as_one():
    rows = [SOURCE, SOURCE | {"document_id": "copy", "itself_from": "Associated Press", "title": "“Boats”, they said"}]
    frame = pl.DataFrame([{"itself_from": None, **row} for row in rows], infer_schema_length=None)
    shown = render_where(frame, CORPUS, "Boats and more", 80)
    assert shown.count("   “Boats”\n") == 2
    assert "   derives from Associated Press itself" in shown
    assert "   “Boats”, they said" in shown


def test_nothing_found_says_among_what():
    shown = render_where(pl.DataFrame([SOURCE]).clear(), CORPUS)
    assert shown == "Nothing found among 1,204 documents from 2024-05-03 to 2024-06-01."
    assert render_where(pl.DataFrame(), {"documents": 0}) == "Nothing found among 0 documents."


def test_repeats_say_where_and_what():
    row = {"document_id": "page", "outlet": "Coastline", "first_start": 10, "first_stop": 30, "start": 30, "stop": 50,
           "similarity": 1.0, "said": "the same words again", "length": 60}  # fmt: skip
    assert render_repeats(pl.DataFrame([row])).splitlines() == [
        "page (Coastline): 20 of 60 characters are said before",
        "  [30, 50) says again what [10, 30) said, word for word",
        "    “the same words again”",
    ]


def test_no_repeat_is_said():
    assert render_repeats(pl.DataFrame()) == "No block stands twice inside one document."


def test_copies_without_credit_are_told_without_a_verdict():
    row = {"document_id": "skim", "outlet": "The Morning Skim", "relation": "republished", "source_id": "ap-ferry",
           "source_outlet": "Associated Press", "share_of_document": 0.997,
           "confidence": 0.8, "unseen": False}  # fmt: skip
    assert render_no_credit(pl.DataFrame([row])).splitlines() == [
        "The Morning Skim republished a story of Associated Press: no credit found",
        "  99 % of skim is in ap-ferry (likely)",
    ]
    unseen = render_no_credit(pl.DataFrame([row | {"unseen": True}]))
    assert "comes from a story that is not in the corpus" in unseen


def test_all_credited_is_said():
    assert render_no_credit(pl.DataFrame()) == "Every document that derives from a source credits it."


def test_next_commands_line_up():
    assert render_also({"provenance chains": "as a tree", "provenance sql": "ask"}).splitlines() == [
        "  provenance chains  as a tree",
        "  provenance sql     ask",
    ]


def test_times_are_said_as_finely_as_they_are_known():
    at = datetime(2024, 5, 3, 9, 12)
    said = [moment(at, each) for each in ("second", "minute", "hour", "day", "month", "year", None)]
    assert said == ["2024-05-03 09:12"] * 2 + ["2024-05-03 09h", "2024-05-03", "2024-05", "2024", "2024-05-03 09:12"]
    assert moment(None) == "undated"


def test_shares_are_not_rounded_to_all_or_nothing():
    assert [percent(each) for each in (0.0, 0.001, 0.5, 0.999, 1.0, None)] == [
        "0 %", "1 %", "50 %", "99 %", "100 %", "–"]  # fmt: skip


def test_confidence_is_a_word():
    assert [certainty(each) for each in (1.0, 0.9, 0.75, 0.2, None)] == ["strong", "strong", "likely", "weak", ""]


def test_delays_are_said_in_fitting_units():
    assert [lag(each) for each in (0.2, 3.5, 96.0, None)] == ["12 min", "3.5 h", "4 days", "–"]


def test_a_credit_that_cannot_be_checked_is_not_a_missing_one():
    assert credit_words(False, "not_checkable") == "credit not checkable"
    assert credit_words(False, "none_in_text") == "no credit found"


def test_reasons_stand_by_weight_whatever_they_are():
    found = [{"kind": "date", "detail": "later", "weight": 1}, {"kind": "text", "detail": "same", "weight": 3}, "odd"]
    assert reasons(json.dumps(found)) == ["text: same", "date: later", "odd"]
    assert reasons('[{"kind": "date", "detail": "earlier", "weight": -2}]') == ["date: earlier (speaks against it)"]
    assert reasons("not json\x1b") == ["not json␛"]
    assert reasons(None) == []


def test_values_are_said_shortly():
    assert [value(each) for each in (None, True, 0.5, 1e12, {"a": "é"}, [1, None])] == [
        "–", "yes", "0.5", "1e+12", '{"a": "é"}', "1, –"]  # fmt: skip
