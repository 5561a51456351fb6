"""Compiled attribution of text against one code point after another."""

from itertools import groupby

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.text.kernels.attribution import attribute_spans

LENGTH = 20
SPANS = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted).filter(lambda span: span[0] < span[1])
DOCUMENTS = st.lists(
    st.tuples(st.lists(st.tuples(st.integers(0, 3), SPANS), max_size=6), st.lists(SPANS, max_size=3)), max_size=4
)


def naive(runs, skips):
    """The runs of one body, point by point; a span that is left out parts two runs of one source."""
    points, body = [], 0
    for at in range(LENGTH):
        if any(start <= at < stop for start, stop in skips):
            body += 1
            continue
        points.append((body, min((source for source, (start, stop) in runs if start <= at < stop), default=-1), at))
    for (_, source), runs_here in groupby(points, key=lambda point: point[:2]):
        ats = [at for *_, at in runs_here]
        yield ats[0], ats[-1] + 1, source


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_each_code_point_is_attributed_to_the_first_source_that_has_it(documents):
    runs = [[source, *span] for own, _ in documents for source, span in sorted(own)]
    skips = [span for _, out in documents for span in sorted(out)]
    cuts = np.cumsum([[0, 0], *([len(own), len(out)] for own, out in documents)], axis=0)
    result = attribute_spans(
        np.full(len(documents), LENGTH), cuts, np.array(runs, np.int64).reshape(-1, 3),
        np.array(skips, np.int64).reshape(-1, 2),
    )  # fmt: skip
    expected = [(n, *run) for n, (own, out) in enumerate(documents) for run in naive(own, out)]
    assert list(map(tuple, result.tolist())) == expected
