"""Parse times of publication, in the many forms in which inputs write them, and find the date at the head of a text.

Forms: ISO 8601 and RFC 3339, RFC 2822, Unix time in seconds to nanoseconds, dates in words in ten languages, Chinese,
Japanese and Korean dates. What is ambiguous is left null: ``02/11/2024`` may be in February or in November.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

import polars as pl

TIME_SCHEMA = {"published_at": pl.Datetime("us"), "published_precision": pl.String()}

MONTHS = (
    "january jan januar janvier janv enero ene janeiro gennaio gen января янв січня",
    "february feb februar février fevrier févr febrero fevereiro fev febbraio февраля фев лютого",
    "march mar märz mars marzo março марта мар березня",
    "april apr avril avr abril abr aprile апреля апр квітня",
    "may mai mayo maio maggio mag мая травня",
    "june jun juni juin junio junho giugno giu июня июн червня",
    "july jul juli juillet juil julio julho luglio lug июля июл липня",
    "august aug août aout agosto ago августа авг серпня",
    "september sept sep septembre septiembre setembro set settembre сентября сен вересня",
    "october oct oktober okt octobre octubre outubro out ottobre ott октября окт жовтня",
    "november nov novembre noviembre novembro ноября ноя листопада",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre декабря дек грудня",
)
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}
WEEKDAYS = (
    "monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat sunday sun montag"
    " dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miércoles jueves viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira"
    " sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica понедельник вторник среда четверг"
    " пятница суббота воскресенье"
)
# Hours ahead of UTC of unambiguous names: CST is American and Chinese, ET changes with the season, IST is three zones.
ZONES = {
    name: hours
    for hours, names in (
        (0, "z utc gmt wet"),
        *((-4, "edt"), (-5, "est cdt"), (-6, "mdt"), (-7, "mst pdt"), (-8, "pst"), (-9, "akst"), (-10, "hst")),
        *((1, "cet"), (2, "cest eet"), (3, "eest msk"), (8, "hkt sgt"), (9, "jst kst"), (10, "aest"), (11, "aedt")),
        *((12, "nzst"), (13, "nzdt")),
    )
    for name in names.split()
}

_NAME = "|".join(sorted(map(re.escape, MONTH), key=lambda name: (-len(name), name)))
_TIME = (
    r"(?P<h>[0-2]?\d)(?:[:h.]|时|時|点|點)\s?(?P<mi>[0-5]\d)分?(?::?(?P<s>[0-6]\d)(?P<fraction>[.,]\d+)?秒?)?"
    r"(?!\d)\s?(?P<half>[ap]\.?m\b\.?)?"
)
_ZONE = r"(?P<zone>(?:utc|gmt)?\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|\b(?:" + "|".join(ZONES) + r")\b)"
DAY_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})(?P<cut>[-/.])(?P<m>\d{1,2})(?P=cut)(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]",
        (
            rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s-](?:de |of )?"
            rf"(?P<name>{_NAME})\.?,?[\s-](?:de |del )?(?P<y>\d{{4}})(?!\d)"
        ),
        rf"\b(?P<name>{_NAME})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<y>\d{{4}})(?!\d)",
        r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<cut>[/-])(?P<second>\d{1,2})(?P=cut)(?P<y>\d{4})(?!\d)",
    )
)
MONTH_AND_YEAR_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]",
        rf"(?P<name>{_NAME})\.?,? (?:de |del )?(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[年년]?",
    )
)
ISO = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?"
    r"( ?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?))?)?$"
)
CTIME = re.compile(rf"(?:\w{{3}},? )?(?P<name>{_NAME}) +(?P<d>\d{{1,2}}) {_TIME} ?(?:{_ZONE} ?)?(?P<y>\d{{4}})")
TIME, ZONE = re.compile(rf"(?<!\d){_TIME}"), re.compile(_ZONE)
DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?)?(z?)")
UNIX = re.compile(r"-?\d{9,19}(?:\.\d+)?")
IGNORED = re.compile(
    r"\b(?:" + "|".join(map(re.escape, WEEKDAYS.split())) + r")\b\.?|(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]"
    r"|[月火水木金土日]曜日|[월화수목금토일]요일|\b(?:at|on|le|el|um|uhr|às|alle|à|a las|г|року|hrs)\b"
    r"|[\s,;|·•()\[\]（），、\-–—/]|\bt\b"
)


class Timestamp(NamedTuple):
    """A time (UTC, without zone) and its precision: second, minute, day, month or year."""

    at: datetime
    precision: str


class InferredDate(NamedTuple):
    """The date that a text gives as its own, and its span [start, stop) in code points."""

    at: datetime
    precision: str
    start: int
    stop: int


def parse_times(values: pl.Series) -> pl.DataFrame:
    """Return the times of publication that strings state.

    Args:
        values: strings as inputs write them; null where there is none.

    Returns:
        One row a value, in order: ``published_at`` (UTC, without zone; null where the string cannot be read with
        certainty) and ``published_precision`` (second, minute, day, month, year; null where ``published_at`` is).
        A time without zone is taken as UTC; midnight without zone as a day. Where the name of the zone is ambiguous,
        and where there is no time of day, the precision is the day.
    """
    strings = values.cast(pl.String).str.strip_chars().rename("value")
    iso = _iso_times(strings)
    unparsed = strings.filter(iso["published_at"].is_null() & strings.is_not_null()).unique().sort()
    if unparsed.is_empty():
        return iso
    rows = [(value, *(parse_time(value) or (None, None))) for value in unparsed]
    parsed = pl.DataFrame(rows, schema={"value": pl.String(), **TIME_SCHEMA}, orient="row")
    joined = pl.concat([strings.to_frame(), iso], how="horizontal").join(
        parsed, on="value", how="left", maintain_order="left"
    )
    return joined.select(pl.coalesce(name, f"{name}_right").alias(name) for name in TIME_SCHEMA)


def _iso_times(strings: pl.Series) -> pl.DataFrame:
    """Return the times of the commonest ISO 8601 forms, computed on whole columns; null for all others."""
    value, offset, micro = pl.col("value"), pl.col("offset"), pl.col("micro")
    hour, minute, second = pl.col("hour"), pl.col("minute"), pl.col("second")
    timed, to_second = value.str.len_bytes() > 10, value.str.slice(16, 1) == ":"
    zulu, seconds = value.str.slice(-1).is_in(["Z", "z"]), hour * 3600 + minute * 60 + second
    midnight = (seconds + micro == 0) & offset.is_null() & ~zulu
    precision = pl.when(to_second).then(pl.lit("second")).otherwise(pl.lit("minute"))
    return (
        strings.to_frame()
        .select(pl.when(value.str.contains(ISO)).then(value).alias("value"))
        .with_columns(
            day=value.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us")),
            hour=_number(value, 11, timed),
            minute=_number(value, 14, timed),
            second=_number(value, 17, to_second),
            micro=value.str.extract(r"[.,]([0-9]{1,6})").str.pad_end(6, "0").cast(pl.Int64).fill_null(0),
            offset=_offset_minutes(value),
        )
        .select(
            published_at=pl.when((hour < 24) & (minute < 60) & (second <= 60) & (pl.col("day").dt.year() >= 1000)).then(
                pl.col("day") + pl.duration(microseconds=(seconds - offset.fill_null(0) * 60) * 1_000_000 + micro)
            ),
            published_precision=pl.when(~timed | midnight).then(pl.lit("day")).otherwise(precision),
        )
        .with_columns(published_precision=pl.when(pl.col("published_at").is_not_null()).then("published_precision"))
    )


def _number(value: pl.Expr, start: int, timed: pl.Expr) -> pl.Expr:
    """Return the two digits at offset ``start`` as a number; 0 where there is no time of day."""
    return pl.when(timed).then(value.str.slice(start, 2)).cast(pl.Int64, strict=False).fill_null(0)


def _offset_minutes(value: pl.Expr) -> pl.Expr:
    """Return the offset from UTC at the end of a string, in minutes (``+02:00``, ``+0200``, ``+02``)."""
    answer = pl.lit(None, pl.Int64)
    for width, minutes in ((3, None), (5, -2), (6, -2)):
        sign = value.str.slice(-width, 1)
        hour = value.str.slice(1 - width, 2).cast(pl.Int64, strict=False)
        total = hour * 60 + (value.str.slice(minutes, 2).cast(pl.Int64, strict=False) if minutes else 0)
        signed = pl.when(sign == "-").then(-total).otherwise(total)
        answer = pl.when(sign.is_in(["+", "-"]) & (value.str.len_bytes() > 10 + width)).then(signed).otherwise(answer)
    return answer


def parse_time(value: str) -> Timestamp | None:
    """Return the time that a string states; None where it states anything else, or is ambiguous."""
    text = " ".join(value.casefold().split())
    if len(text) > 100:
        return None
    for parse in (_parse_digits, _parse_unix, _parse_ctime, _parse_date, _parse_month_or_year):
        try:
            answer = parse(text)
        except (ValueError, OverflowError):
            continue
        if answer:
            return answer
    return None


def _parse_digits(text: str) -> Timestamp | None:
    """Return the time of ``20241102``, ``20241102T101500Z`` and the like."""
    match = DIGITS.fullmatch(text)
    if not match or not 1000 <= int(match[1]) <= 2200:
        return None
    numbers = [int(group) for group in match.groups()[:6] if group]
    return Timestamp(datetime(*numbers), {3: "day", 5: "minute", 6: "second"}[len(numbers)])  # type: ignore[arg-type]


def _parse_unix(text: str) -> Timestamp | None:
    """Return the time of a Unix time stamp in seconds, milli-, micro- or nanoseconds."""
    if not UNIX.fullmatch(text):
        return None
    size = len(text.lstrip("-").split(".")[0])
    scale = 1 if size <= 11 else 10 ** (3 * ((size - 9) // 3))
    seconds, remainder = divmod(int(text.split(".")[0]), scale)
    return Timestamp(
        datetime(1970, 1, 1) + timedelta(seconds=seconds, microseconds=remainder * 1_000_000 // scale), "second"
    )


def _parse_ctime(text: str) -> Timestamp | None:
    """Return the time of ``Sat Nov  2 10:15:00 +0000 2024``."""
    match = CTIME.fullmatch(text)
    return _timestamp(match, match, match["zone"]) if match else None


def _parse_date(text: str) -> Timestamp | None:
    """Return the time of a date in any order, with or without time, zone and weekday; None where there is more."""
    day = next(filter(None, (form.search(text) for form in DAY_FORMS)), None)
    if day is None:
        return None
    remainder = text[: day.start()] + " " + text[day.end() :]
    time = TIME.search(remainder)
    zone = None
    if time:
        after = remainder[time.end() :]
        zone = ZONE.search(after)
        remainder = remainder[: time.start()] + " " + (after[: zone.start()] + after[zone.end() :] if zone else after)
    if zone:
        remainder = re.sub(r"\[[a-z_]+(/[a-z_]+)*\]", "", remainder)  # RFC 9557 names the place after the offset
    remainder = IGNORED.sub("", remainder).strip(".")
    if not remainder:
        return _timestamp(day, time, zone["zone"] if zone else None)
    unknown_zone = time and re.fullmatch(r"[a-z]{2,12}(/[a-z_]+)?", remainder)
    return _timestamp(day, None, None) if unknown_zone else None


def _timestamp(day: re.Match[str], time: re.Match[str] | None, zone: str | None) -> Timestamp | None:
    """Return the time of a matched date, time of day and zone."""
    date = _day(day)
    if date is None or time is None:
        return Timestamp(date, "day") if date else None
    hour = int(time["h"])
    if time["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (time["half"][0] == "p")
    second, fraction = int(time["s"] or 0), float("0." + (time["fraction"] or ".0")[1:])
    at = date.replace(hour=hour, minute=int(time["mi"])) + timedelta(seconds=second, microseconds=round(fraction * 1e6))
    if not zone and not time["half"] and at == date:
        return Timestamp(date, "day")
    return Timestamp(at - _zone_offset(zone), "second" if time["s"] else "minute")


def _zone_offset(zone: str | None) -> timedelta:
    """Return how far a zone is ahead of UTC; zero without a zone."""
    if zone is None or zone in ZONES:
        return timedelta(hours=ZONES[zone] if zone else 0)
    sign, digits = -1 if re.search("[-−]", zone) else 1, re.sub(r"\D", "", zone)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return sign * timedelta(hours=int(hours), minutes=int(minutes))


def _day(match: re.Match[str]) -> datetime | None:
    """Return the day of a matched date; None where either number may be the month."""
    groups = match.groupdict()
    if groups.get("first"):
        first, second = int(groups["first"]), int(groups["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if first > 12 else (second, first)
    else:
        month = MONTH[groups["name"]] if groups.get("name") else int(groups["m"])
        day = int(groups["d"])
    try:
        return datetime(int(groups["y"]), month, day) if 1000 <= int(groups["y"]) <= 2200 else None
    except ValueError:
        return None


def _parse_month_or_year(text: str) -> Timestamp | None:
    """Return the time of a month or a year."""
    match = next(filter(None, (form.fullmatch(text) for form in MONTH_AND_YEAR_FORMS)), None)
    if match is None or not 1000 <= int(match["y"]) <= 2200:
        return None
    groups = match.groupdict()
    month = MONTH[groups["name"]] if groups.get("name") else int(groups.get("m") or 0)
    return Timestamp(datetime(int(match["y"]), month or 1, 1), "month" if month else "year")


# -- a document's own date, from the head of its text -----------------------------------------------------------------

HEAD_LENGTH = 600  # code points with the date of a document; dates further down belong to its story or to embeds
HEAD_LINES = 8  # lines of the head that are searched
LONGEST_DATE_LINE = 80  # code points; a longer line holds more than a date
SHORTEST_PROSE = 160  # code points; headlines and bylines are shorter
YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20|21)\d\d(?!\d{3})")
LINE = re.compile(r"[^\r\n\u2028\u2029]+")
LABEL = re.compile(
    r"(?:date(?: of publication| published)?|publication date|published(?: on| at)?|posted(?: on)?|first published"
    r"|pubdate|(?:发布|發布|发表|發表|刊登|出版)?(?:时间|時間|日期)|发布于|發佈於|publié le|veröffentlicht(?: am)?"
    r"|publicado(?: el| em)?|опубликовано|опубліковано|입력|등록)\s?[:：]?\s?",
)
READING_TIME = re.compile(r"\d+[ -]?(?:min(?:ute)?s?)[ -]read|\d+ minutes? de lecture|阅读时间.{0,10}")
CJK_DATELINE = re.compile(
    r"(?P<before>[【\[(（]?[^\s。，、,据據称稱]{0,20}?)"
    r"(?P<date>(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日)"
    r"\s?(?:[^\s。，,据據]{0,6}?)(?:讯|訊|报道|報道|報導|消息)"
)


def date_in_text(text: str) -> InferredDate | None:
    """Return the date that the head of a text gives as the date of the document; None where none certainly is.

    Accepted: a line that is nothing but a date (with weekday, time, reading time), a labelled date, the dateline of a
    Chinese outlet (``【某报2024年11月1日讯】``). Not accepted: a date in prose or below it, after ``Updated``, in the
    dateline of an agency (it is the agency's), the second date of a head (of an embedded text). Where a line further
    down is a later date, the first cannot be the document's, and none is returned.

    Args:
        text: the original text, of which the first 600 code points are searched.

    Returns:
        The date with its span in ``text``, or None.
    """
    if not YEAR.search(text, 0, HEAD_LENGTH):
        return None
    head = [line for line in LINE.finditer(text, 0, HEAD_LENGTH) if line[0].strip()][:HEAD_LINES]
    prose = next((number for number, line in enumerate(head) if len(line[0]) > SHORTEST_PROSE), len(head))
    first = next(filter(None, map(_own_date, head[: prose + 1])), None)
    if first is None:
        return None
    below = (_date_line(line[0]) for line in LINE.finditer(text, first.stop) if len(line[0]) <= LONGEST_DATE_LINE)
    return None if any(date and date[0].date() > first.at.date() for date in below) else first


def _own_date(line: re.Match[str]) -> InferredDate | None:
    """Return the date that a line of a text gives as the document's own."""
    dated = YEAR.search(text := line[0], 0, LONGEST_DATE_LINE)
    answer = (_date_line(text) or _cjk_dateline(text)) if dated else None
    if answer is None:
        return None
    at, precision, start, stop = answer
    return InferredDate(at, precision, line.start() + start, line.start() + stop)


def _date_line(line: str) -> tuple[datetime, str, int, int] | None:
    """Return the date of a line that is nothing but a date, or begins with a labelled one."""
    folded = line.casefold()[: LONGEST_DATE_LINE + 1]
    label = LABEL.match(folded, len(line) - len(line.lstrip(" \t*#>|-–—")))
    if not YEAR.search(folded) or len(line.casefold()) != len(line):
        return None  # no date, or one whose offsets case folding has moved
    start = label.end() if label else len(line) - len(line.lstrip())
    day = next(filter(None, (form.search(folded, start) for form in DAY_FORMS)), None)
    if day is None:
        return None
    if len(line) <= LONGEST_DATE_LINE and (parsed := parse_time(READING_TIME.sub("", folded[start:]))):
        return *parsed, day.start(), day.end()
    plain_label = label and day.start() == start and label[0].startswith("date")
    date = _day(day) if plain_label else None
    return (date, "day", day.start(), day.end()) if date else None


def _cjk_dateline(line: str) -> tuple[datetime, str, int, int] | None:
    """Return the date of a Chinese outlet's own dateline at the beginning of a line."""
    match = CJK_DATELINE.match(line.lstrip()[:LONGEST_DATE_LINE])
    date = _day(match) if match else None
    indent = len(line) - len(line.lstrip())
    return (date, "day", indent + match.start("date"), indent + match.end("date")) if match and date else None
