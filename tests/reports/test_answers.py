"""The answers of single commands."""

import json
from datetime import datetime

import polars as pl

from provenance.reports.answers import (
    render_next_commands,
    render_no_credit,
    render_repeats,
    render_where,
)
from provenance.reports.wording import (
    cell_text,
    confidence_word,
    credit_phrase,
    evidence_sentences,
    format_lag,
    format_time,
    percent,
)

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
        "Earliest known: Associated Press, 2024-05-03 09:12",
        "",
        "1. Associated Press  2024-05-03 09:12  strong",
        "   “Boats”",
        "   90 % of your text, 31 % of the document; 2 passages (one holds the other)",
        "   “Boats”",
        "   · it says “(AP)”",
        "   ap-ferry",
    ]


def test_the_same_quotation_is_shown_once_and_a_copy_is_marked():
    rows = [SOURCE, SOURCE | {"document_id": "copy", "itself_from": "Associated Press", "title": "“Boats”, they said"}]
    frame = pl.DataFrame([{"itself_from": None, **row} for row in rows], infer_schema_length=None)
    text = render_where(frame, CORPUS, "Boats and more", 80)
    assert text.count("   “Boats”\n") == 2
    assert "   derives from Associated Press" in text
    assert "   “Boats”, they said" in text


def test_nothing_found_says_among_what():
    text = render_where(pl.DataFrame([SOURCE]).clear(), CORPUS)
    assert text.startswith("Nothing found among 1,204 documents from 2024-05-03 to 2024-06-01.\n")
    assert "or in another language" in " ".join(text.split())
    assert render_where(pl.DataFrame(), {"documents": 0}).startswith("Nothing found among 0 documents.\n")


def test_repeats_say_where_and_what():
    row = {"document_id": "page", "outlet": "Coastline", "first_start": 10, "first_stop": 30, "start": 30, "stop": 50,
           "similarity": 1.0, "text": "the same words again", "length": 60}  # fmt: skip
    assert render_repeats(pl.DataFrame([row])).splitlines() == [
        "page (Coastline): 20 of 60 characters are repeated text",
        "  [30, 50) repeats [10, 30), word for word",
        "    “the same words again”",
    ]


def test_that_nothing_is_repeated_is_said():
    assert render_repeats(pl.DataFrame()) == "No document repeats a block of its own text."


def test_copies_without_credit_are_listed_without_a_verdict():
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
    assert render_next_commands({"provenance chains": "as a tree", "provenance sql": "ask"}).splitlines() == [
        "  provenance chains  as a tree",
        "  provenance sql     ask",
    ]


def test_times_have_the_precision_that_is_known():
    at = datetime(2024, 5, 3, 9, 12)
    texts = [format_time(at, value) for value in ("second", "minute", "hour", "day", "month", "year", None)]
    assert texts == ["2024-05-03 09:12"] * 2 + ["2024-05-03 09h", "2024-05-03", "2024-05", "2024", "2024-05-03 09:12"]
    assert format_time(None) == "undated"


def test_shares_are_not_rounded_to_all_or_nothing():
    assert [percent(value) for value in (0.0, 0.001, 0.5, 0.999, 1.0, None)] == [
        "0 %", "1 %", "50 %", "99 %", "100 %", "–"]  # fmt: skip


def test_confidence_is_a_word():
    assert [confidence_word(value) for value in (1.0, 0.9, 0.75, 0.2, None)] == [
        "strong",
        "strong",
        "likely",
        "weak",
        "",
    ]


def test_lags_have_a_fitting_unit():
    assert [format_lag(value) for value in (0.2, 3.5, 96.0, None)] == ["12 min", "3.5 h", "4 days", "–"]


def test_a_credit_that_cannot_be_checked_is_not_a_missing_one():
    assert credit_phrase(False, "not_checkable") == "credit not checkable"
    assert credit_phrase(False, "none_in_text") == "no credit found"


def test_reasons_are_ordered_by_weight_and_those_against_come_last():
    evidence = [
        {"kind": "date", "detail": "later", "weight": 1},
        {"kind": "text", "detail": "same", "weight": 3},
        "odd",
    ]
    assert evidence_sentences(json.dumps(evidence)) == ["same", "later", "odd"]
    assert evidence_sentences('[{"kind": "date", "detail": "earlier", "weight": -2}]') == ["against it: earlier"]
    many = [{"kind": "date", "detail": f"reason {n}", "weight": n} for n in (1, 5, 2, 4)]
    many += [
        {"kind": "chain", "detail": "all together", "weight": 9},
        {"kind": "wording", "detail": "“rope”", "weight": 0},
    ]
    against = {"kind": "changes", "detail": "leaves out", "weight": -0.2}
    strongest = ["“rope”", "reason 5", "reason 4"]
    assert evidence_sentences(json.dumps([*many, against]), most=3) == [*strongest, "against it: leaves out"]
    rest = ["reason 2", "reason 1", "all together"]
    assert evidence_sentences(json.dumps([*many, against])) == [*strongest, *rest, "against it: leaves out"]
    assert evidence_sentences("not json\x1b") == ["not json␛"]
    assert evidence_sentences(None) == []


def test_values_are_short_texts():
    assert [cell_text(value) for value in (None, True, 0.5, 1e12, {"a": "é"}, [1, None])] == [
        "–", "yes", "0.5", "1e+12", '{"a": "é"}', "1, –"]  # fmt: skip
