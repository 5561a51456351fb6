"""Times of publication: every way of writing them, and a text's own date."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.text.date_lines import change_in_text, date_in_text
from provenance.text.dates import TIME_SCHEMA, parse_time, parse_times
from tests.text.calendar_names import FILE, calendar_names

DAY = datetime(2024, 11, 2)
MINUTE = datetime(2024, 11, 2, 10, 15)

FORMS = {
    "2 listopad 2024 Paź": (None, None),
    "2 lis. 2024": (None, None),
    "2 novembra 2024": (DAY, "day"),
    "2 Kasım 2024": (DAY, "day"),
    "2 KASIM 2024": (DAY, "day"),
    "2 नवंबर 2024": (DAY, "day"),
    "٢ نوفمبر ٢٠٢٤": (DAY, "day"),
    "２０２４年１１月２日": (DAY, "day"),
    "ngày 2 tháng 11 năm 2024": (DAY, "day"),
    "2024. november 2.": (DAY, "day"),
    "2 พ.ย. 2567": (DAY, "day"),
    "2 พฤศจิกายน พ.ศ. 2567": (DAY, "day"),
    "民國113年11月2日": (DAY, "day"),
    "令和6年11月2日": (DAY, "day"),
    "۱۲ آبان ۱۴۰۳": (DAY, "day"),
    "15 ربيع الآخر 1446": (datetime(2024, 10, 1), "month"),
    "2024. 11. 2. 오전 10:15": (datetime(2024, 11, 2, 10, 15), "minute"),
    "2024年11月2日午後10時15分": (datetime(2024, 11, 2, 22, 15), "minute"),
    "20241102T121500+0200": (datetime(2024, 11, 2, 10, 15), "second"),
    "Sat, 02 Nov 24 10:15:00 GMT": (datetime(2024, 11, 2, 10, 15), "second"),
    "Sat Nov 02 2024 12:15:00 GMT+0200 (Eastern European Standard Time)": (datetime(2024, 11, 2, 10, 15), "second"),
    "Sat, 02/11/2024 - 10:15": (datetime(2024, 11, 2, 10, 15), "minute"),
    "2 Nov 2024 10:15 WIB": (datetime(2024, 11, 2, 3, 15), "minute"),
    "9999-12-31T23:59:59-01:00": (None, None),
    "0001-01-01T00:00:00+14:00": (None, None),
    "Updated 2 November 2024 10:15": (None, None),
    "2024-11-02": (DAY, "day"),
    " 2024-11-02 ": (DAY, "day"),
    "2024/11/02": (DAY, "day"),
    "20241102": (DAY, "day"),
    "2.11.2024": (DAY, "day"),
    "November 2, 2024": (DAY, "day"),
    "Nov. 2nd, 2024": (DAY, "day"),
    "Saturday, 2 November 2024": (DAY, "day"),
    "2 de noviembre de 2024": (DAY, "day"),
    "2. November 2024": (DAY, "day"),
    "samedi 2 novembre 2024": (DAY, "day"),
    "2 ноября 2024 г.": (DAY, "day"),
    "2024年11月2日 星期六": (DAY, "day"),
    "2024년 11월 2일": (DAY, "day"),
    "2024-11-02T00:00:00": (DAY, "day"),
    "2024-11-02T00:00:00Z": (DAY, "second"),
    "2024-11-02 10:15": (MINUTE, "minute"),
    "2024-11-02T10:15:00Z": (MINUTE, "second"),
    "2024-11-02T10:15:00.000+0000": (MINUTE, "second"),
    "2024-11-02T12:15+02": (MINUTE, "minute"),
    "2024-11-02T05:15:00-05:00": (MINUTE, "second"),
    "2024-11-02T12:15:00+02:00[Europe/Paris]": (MINUTE, "second"),
    "20241102101500": (MINUTE, "second"),
    "20241102T101500Z": (MINUTE, "second"),
    "Sat, 02 Nov 2024 12:15:00 +0200": (MINUTE, "second"),
    "Sat, 2 Nov 2024 06:15 EDT": (MINUTE, "minute"),
    "Sat Nov  2 10:15:00 +0000 2024": (MINUTE, "second"),
    "2 November 2024 at 11:15 GMT+1": (MINUTE, "minute"),
    "Nov 2, 2024 10:15 am": (MINUTE, "minute"),
    "2024年11月2日10时15分": (MINUTE, "minute"),
    "1730542500": (MINUTE, "second"),
    "1730542500.0": (MINUTE, "second"),
    "1730542500000": (MINUTE, "second"),
    "Nov. 2, 2024 10:15 p.m. ET": (DAY, "day"),  # which zone ET is depends on the season
    "2024-11": (datetime(2024, 11, 1), "month"),
    "November 2024": (datetime(2024, 11, 1), "month"),
    "2024": (datetime(2024, 1, 1), "year"),
}
AMBIGUOUS = [
    "02/11/2024",  # February or November
    "2024-02-30",
    "2024-11-02T25:15:00",
    "yesterday",
    "in the spring of 2024, more or less",
    "0000-00-00",
    "99999999999999999999",
    "13:61",
    "²⁰²⁴",
    "",
    "9" * 1000,
]


@pytest.mark.parametrize(("value", "answer"), FORMS.items())
def test_every_way_of_writing_a_time_is_read(value, answer):
    assert parse_times(pl.Series([value])).row(0) == answer


@pytest.mark.parametrize("value", AMBIGUOUS)
def test_ambiguous_times_stay_null(value):
    assert parse_times(pl.Series([value])).row(0) == (None, None)


def test_one_row_a_value_in_order():
    values = pl.Series([None, "2024", "nonsense", "2024-11-02", None, "2024"])
    answer = parse_times(values)
    assert dict(answer.schema) == TIME_SCHEMA
    assert answer["published_precision"].to_list() == [None, "year", None, "day", None, "year"]


def test_no_values_give_no_rows():
    assert parse_times(pl.Series([], dtype=pl.String)).shape == (0, 2)
    assert parse_times(pl.Series([None, None])).null_count().row(0) == (2, 2)


times = st.datetimes(datetime(1000, 1, 3), datetime(2199, 12, 28))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(times, zones)
def test_iso_8601_round_trip(at, zone):
    answer = parse_times(pl.Series([at.replace(tzinfo=zone).isoformat()]))
    assert answer.row(0) == (at.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None), "second")


@given(times.map(lambda at: at.replace(microsecond=0)), zones)
def test_rfc_2822_round_trip(at, zone):
    aware = at.replace(tzinfo=zone)
    assert parse_time(format_datetime(aware)) == (aware.astimezone(UTC).replace(tzinfo=None), "second")


@given(st.text())
def test_any_string_is_parsed_or_null_but_never_fails(value):
    answer = parse_times(pl.Series([value]))
    assert answer.height == 1
    assert date_in_text(value) is None or date_in_text(value).precision in {"second", "minute", "day"}


BODY = "The council of Port Amary voted on Tuesday to close the old harbour to ferries. " * 3
OWN = {
    f"Harbour closes\n{line}\n{BODY}": answer
    for line, answer in {
        "By Anna Roe July 11, 2024 | 9:25 AM": ("2024-07-11", "July 11, 2024"),
        "Harbour Radio - July 11, 2024 - 13:13": ("2024-07-11", "July 11, 2024"),
        "Posted on July 11, 2024 by admin": ("2024-07-11", "July 11, 2024"),
        "PORT AMARY, July 11, 2024 (GLOBE NEWSWIRE) -- The harbour": ("2024-07-11", "July 11, 2024"),
        "新华社安城2024年11月1日电 本市": ("2024-11-01", "2024年11月1日"),
        "Mis en ligne le 11/07/2024 à 14h15": ("2024-07-11", "11/07/2024"),
        "2024-07-11 14:15 出处：港城网": ("2024-07-11", "2024-07-11"),
        "입력 2024.07.11. 오후 2:15": ("2024-07-11", "2024.07.11."),
        "Дата публикации: 11 июля 2024 года": ("2024-07-11", "11 июля 2024"),
        "เผยแพร่ 11 กรกฎาคม 2567": ("2024-07-11", "11 กรกฎาคม 2567"),
    }.items()
} | {
    "2024年7月11日 星期四\n\n標題\n\n23 June 2024·6-min read\n" + BODY: ("2024-07-11", "2024年7月11日"),
    "标题\n\n【港城时报2024 年 11 月 1 日编译讯】(记者某)" + BODY: ("2024-11-01", "2024 年 11 月 1 日"),
    " date 2024-11-02 PORT AMARY " + BODY: ("2024-11-02", "2024-11-02"),
    "Harbour closes\nBy Ann Lee\nPublished: Nov 2, 2024 10:15 GMT\n" + BODY: ("2024-11-02", "Nov 2, 2024"),
    "Harbour closes\n發布時間:2024-11-02\n" + BODY: ("2024-11-02", "2024-11-02"),
}
NOT_OWN = [
    *(
        f"Harbour closes\n{line}\n{BODY}"
        for line in (
            "Updated 3:15 p.m. ET, July 12, 2024",
            "Modified 15:15, July 12, 2024",
            "Deadline 17:00, July 12, 2024",
            "更新时间：2024-07-11",
            "Comment by Bob - July 11, 2024 - 19:00",
            "Town Hall Meeting - July 11, 2024 - 19:00",
            "Weather | July 11, 2024 | 9:00 AM",
            "Zuletzt aktualisiert am 11.07.2024",
            "Anna Roe | 11 July 2024",
            "Published 11/07/2024",
        )
    ),
    "On November 2, 2024 the council voted. " + BODY,
    "Harbour closes\nBy Ann Lee,Updated October 31, 2024\n" + BODY,
    "Harbour closes\n" + BODY + "\n2 November 2024\n",
    "据某报2024年11月1日报道," + BODY,
    "Timeline\n8 September 2016\nIt began.\n3 October 2016\nIt ended.\n",
    "02/11/2024\n" + BODY,
    BODY,
    "",
]


@pytest.mark.parametrize(("text", "answer"), OWN.items())
def test_the_date_of_a_text_has_its_span(text, answer):
    date = date_in_text(text)
    assert (date.at.date().isoformat(), text[date.start : date.stop]) == answer


@pytest.mark.parametrize("text", NOT_OWN)
def test_no_date_is_better_than_a_wrong_one(text):
    assert date_in_text(text) is None


@pytest.mark.parametrize("text", ["2024年" * 5000, "9" * 100_000, " \n" * 50_000, "1 1 " * 50_000, "【" * 100_000])
def test_hostile_texts_take_no_time(text):
    assert date_in_text(text) is None


def test_dates_of_the_seed_documents():
    seeds = Path(os.environ.get("PROVENANCE_CORPORA", "absent"), "seeds")
    if not seeds.is_dir():
        pytest.skip("PROVENANCE_CORPORA names no folder of corpora")
    dates = [date_in_text(path.read_text()) for path in sorted(seeds.glob("*.txt"))]
    assert [date and date.at.date().isoformat() for date in dates] == [
        "2024-11-01",
        "2024-07-11",
        "2024-11-02",
        None,
        None,
    ]


def test_the_names_of_months_are_those_of_cldr():
    pytest.importorskip("babel", reason="the names are compared where Babel is installed")
    names = json.loads(FILE.read_text(encoding="utf-8"))
    assert {kind: len(values) for kind, values in names.items()} == {
        kind: len(values) for kind, values in calendar_names().items()
    }
    assert names == calendar_names()


@pytest.mark.parametrize(
    ("line", "published", "changed"),
    [
        ("Updated 3:15 p.m. ET, July 12, 2024", None, datetime(2024, 7, 12)),
        ("Last updated on 12 July 2024 at 09:15", None, datetime(2024, 7, 12, 9, 15)),
        ("Published July 11, 2024. Updated July 12, 2024", datetime(2024, 7, 11), datetime(2024, 7, 12)),
        ("Mis à jour le 12/07/2024 à 14h15", None, datetime(2024, 7, 12, 14, 15)),
        ("更新：2024-07-12 09:01", None, datetime(2024, 7, 12, 9, 1)),
        (
            "기사입력 2024.07.11. 오후 3:12 최종수정 2024.07.12. 오전 9:01",
            datetime(2024, 7, 11, 15, 12),
            datetime(2024, 7, 12, 9, 1),
        ),
        ("中華民國113年7月11日", datetime(2024, 7, 11), None),
        ("The modified bridge of 1983: a lecture, 12 July 2024", None, None),
        ("Deadline 17:00, July 12, 2024", None, None),
    ],
)
def test_a_change_is_no_publication_and_is_told_by_itself(
    line: str, published: datetime | None, changed: datetime | None
) -> None:
    text = f"Ferries return to the quay\n\n{line}\n\nThe ferry returned on Thursday, the mayor said."
    date = date_in_text(text)
    assert (date and date.at, change_in_text(text)) == (published, changed)
