"""The lines that credits stand in are found alike however many there are; each text is read once."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from provenance.stages.derivations.credit_spans import lines_of


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
