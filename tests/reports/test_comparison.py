"""Shared passages side by side."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.reports.comparison import quoted_excerpt, render_comparison
from provenance.reports.terminal import display_width

LEFT = "No one was killed.\n\nNine passengers were treated for cold, the coast guard said.\n\nA tug came."
RIGHT = "Nobody was killed.\n\nNine passengers were treated for cold, according to the coast guard.\n\nA tug came."


def side(text, **more):
    return {"document_id": "d", "text": text, **more}


def passage(left, right, kind="edited"):
    return pl.DataFrame(
        [
            {
                "left_start": 0,
                "left_stop": len(left),
                "right_start": 0,
                "right_stop": len(right),
                "kind": kind,
                "similarity": 0.9,
            }
        ]
    )


def body(left, right, kind="edited", width=100, **more):
    return render_comparison(passage(left, right, kind), side(left), side(right), width=width, **more).split("\n\n")[-1]


def test_differing_words_are_marked_and_paragraphs_are_side_by_side():
    rows = [[part.strip() for part in line.split("│")] for line in body(LEFT, RIGHT).splitlines()[1:]]
    assert rows[0] == ["[-No one-] was killed.", "{+Nobody+} was killed."]
    assert rows[1] == ["", ""]
    assert rows[2][0].startswith("Nine passengers")
    assert rows[2][1].startswith("Nine passengers")
    assert rows[-1] == ["A tug came.", "A tug came."]


def test_colours_take_the_place_of_brackets():
    text = body(LEFT, RIGHT, colour=True)
    assert "[-" not in text
    assert "\x1b[31mNo one\x1b[0m" in text.replace("\x1b[0m\x1b[31m", "")


def test_translations_are_not_marked_word_by_word():
    text = body("Fishing boats pulled 212 people off.", "渔船救下212人。", kind="translated")
    assert "[-" not in text
    assert "渔船救下212人。" in text


def test_case_and_quotation_marks_are_no_difference():
    assert "[-" not in body("“THE END”", '"The end"')


def test_the_heading_names_both_and_says_how_much_is_shared():
    match = {"kind": "contained", "contained_left": 1.0, "contained_right": 0.25}
    left, right = side(LEFT, outlet="AP", title="One\nline"), side(RIGHT)
    text = render_comparison(passage(LEFT, RIGHT), left, right, match, width=100)
    assert text.splitlines()[0].startswith("AP: d ")
    assert "One line" in text
    assert "1 shared passage: 100 % of the left body and 25 % of the right (one holds the other)." in text


def test_who_derives_from_whom_is_said_with_the_reasons():
    match = {"kind": "near", "contained_left": 1.0, "contained_right": 1.0, "document_id": "b", "source_id": "a",
             "relation": "edited", "credited": False, "credit_status": "none_in_text", "confidence": 0.95,
             "evidence": '[{"kind": "date", "detail": "two hours later", "weight": 1}]'}  # fmt: skip
    text = render_comparison(passage(LEFT, RIGHT), side(LEFT), side(RIGHT), match, width=100)
    assert "b derives from a: edited, no credit found, strong.\n· two hours later\n" in text


def test_the_source_is_on_the_left():
    match = {"kind": "near", "contained_left": 1.0, "contained_right": 0.5, "document_id": "a", "source_id": "b",
             "relation": "edited", "credited": True}  # fmt: skip
    copy, source = side(LEFT, outlet="Copy") | {"document_id": "a"}, side(RIGHT, outlet="Source") | {"document_id": "b"}
    text = render_comparison(passage(LEFT, RIGHT), copy, source, match, width=100)
    assert text.splitlines()[0].startswith("Source: b")
    assert "50 % of the left body and 100 % of the right" in text
    assert "[-Nobody-]" in text


def test_nothing_shared_is_said():
    text = render_comparison(passage(LEFT, RIGHT).clear(), side(LEFT), side(RIGHT), width=80)
    assert text.endswith("They share no passage.")


def test_long_passages_can_be_shortened():
    text = body("word " * 500, "word " * 500, lines=3)
    assert "more lines" in text.splitlines()[-1]
    assert len(text.splitlines()) == 5


def test_hostile_text_cannot_leave_its_side():
    text = body("a \x1b[2J b\u202e c", "a b c")
    assert "\x1b" not in text
    assert "\u202e" not in text


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["verbatim", "translated"]))
@settings(max_examples=60)
def test_every_letter_of_both_sides_is_shown(left, right, kind):
    text = body(f"begin {left} end", f"begin {right} end", kind)
    assert "begin" in text
    assert text.count("end") >= 2


def test_an_excerpt_keeps_beginning_and_end():
    assert quoted_excerpt("short\ntext", 40) == "“short text”"
    long = quoted_excerpt("It began on Monday. " + "x" * 200 + " It ended on Friday.", 60)
    assert long.startswith("“It began")
    assert long.endswith("… on Friday.”")
    assert display_width(long) <= 60
