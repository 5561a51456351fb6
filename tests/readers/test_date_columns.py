"""Dates in two numbers and a year: their order is that of their column."""

import json

import pytest

from provenance.readers import read


def dates(folder, values, **reading):
    path = folder / "notes.jsonl"
    path.write_text(
        "".join(json.dumps({"id": str(n), "date": v, "text": "A note."}) + "\n" for n, v in enumerate(values))
    )
    return [date for batch in read([path], **reading) for date in batch.records["published_at"]]


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (["05/01/2024", "05/13/2024 10:15", "5/2/2024"], ["2024-05-01", "2024-05-13 10:15", "2024-05-02"]),
        (["05-01-2024", "13-05-2024"], ["2024-01-05", "2024-05-13"]),
        (["05/01/2024", "06/02/2024"], ["05/01/2024", "06/02/2024"]),
        (["05/01/2024", "13/05/2024", "05/13/2024"], ["05/01/2024", "13/05/2024", "05/13/2024"]),
        (["2024-05-01", "1714723200"], ["2024-05-01", "1714723200"]),
    ],
)
def test_a_column_tells_the_order_of_its_dates_where_one_order_fits_all(tmp_path, values, answer):
    assert dates(tmp_path, values) == answer


@pytest.mark.parametrize(("order", "answer"), [("dmy", "2024-01-05"), ("mdy", "2024-05-01")])
def test_the_caller_gives_the_order(tmp_path, order, answer):
    assert dates(tmp_path, ["05/01/2024"], date_order=order) == [answer]


def test_batches_do_not_change_what_is_read(tmp_path):
    values = [f"05/{day:02}/2024" for day in range(1, 32)]
    assert dates(tmp_path, values, batch_bytes=1) == [f"2024-05-{day:02}" for day in range(1, 32)]
