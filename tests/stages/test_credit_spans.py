"""The lines that credits stand in are found alike however many there are; each text is read once."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.derivations.credit_spans import comments, lines_of


@given(st.lists(st.tuples(st.text("ab\n", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))))
def test_a_span_stands_in_the_line_that_naive_python_finds(given_texts):
    rows, expected = [], []
    for position, (text, spans) in enumerate(given_texts):
        for first, second in spans:
            start, stop = sorted((min(first, len(text)), min(second, len(text))))
            rows.append({"position": position, "start": start, "stop": stop})
            end = text.find("\n", stop)
            expected.append((text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end))
    spans = pl.DataFrame(rows, schema={"position": pl.Int64, "start": pl.Int32, "stop": pl.Int32})
    assert list(lines_of(spans, pl.Series([text for text, _ in given_texts], dtype=pl.String))) == expected


NUMBERS = Settings().derivation
STORY = "The board closed the pier after divers found shipworm in its pilings, and will meet again.\n" * 5


def test_comments_at_the_end_are_no_part_of_the_story():
    tail = "gull_88: Who pays for this?\nHarbour Reader: I said so ten years ago.\n2 comments"
    found = sorted(comments(STORY + tail, NUMBERS))
    assert [(STORY + tail)[start:stop] for start, stop in found] == tail.split("\n")[:2]


def test_an_interview_is_no_row_of_comments():
    lines = [f"{who}: The pier stays closed." for who in ("Ode Falk", "Reporter", "Ode Falk", "Reporter", "Ode Falk")]
    assert comments(STORY + "\n".join(lines), NUMBERS) == []
    assert comments("Ode Falk: The pier stays closed.\n" + STORY * 4 + "Ode Falk: It does.", NUMBERS) == []
