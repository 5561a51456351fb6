"""Parse times of publication, in the many forms in which inputs write them.

Forms: ISO 8601 and RFC 3339, RFC 822 and 2822, JavaScript's, Unix time in seconds to nanoseconds, dates in words in
some eighty languages and all digits, years of other calendars that are named as such. What is ambiguous is left null:
``02/11/2024`` may be in February or in November, unless a weekday or the caller says which.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import polars as pl

from provenance.text.calendars import MONTH, WEEKDAY, folded, gregorian_years, persian_or_islamic

TIME_SCHEMA = {"published_at": pl.Datetime("us"), "published_precision": pl.String()}

# Hours ahead of UTC of unambiguous names: CST is American and Chinese, ET changes with the season, IST is three zones.
ZONES = {
    name: hours
    for hours, names in (
        (0, "z utc gmt wet"),
        *((-4, "edt"), (-5, "est cdt"), (-6, "mdt"), (-7, "mst pdt"), (-8, "pst"), (-9, "akst"), (-10, "hst")),
        *((1, "cet"), (2, "cest eet"), (3, "eest msk"), (8, "hkt sgt"), (9, "jst kst"), (10, "aest"), (11, "aedt")),
        *((12, "nzst"), (13, "nzdt"), (7, "wib ict"), (8, "wita pht myt"), (9, "wit"), (5, "pkt"), (2, "sast cat")),
        *((3, "eat trt"), (1, "wat"), (-3, "brt art")),
    )
    for name in names.split()
}

_NAME = r"(?P<name>[^\W\d_][^\d\s,/|]{1,24}?)"  # whether it is one is looked up
_TIME = (
    r"(?:(?P<before>오전|오후|午前|午後|上午|下午|凌晨|早上|晚上|傍晚|中午)\s?)?"
    r"(?P<h>[0-2]?\d)(?:[:h.]|时|時|点|點|시)\s?(?P<mi>[0-5]\d)[分분]?(?::?\s?(?P<s>[0-6]\d)(?P<fraction>[.,]\d+)?[秒초]?)?"
    r"(?!\d)\s?(?P<half>(?:[ap]\.?\s?m|[πμ]\.μ)\b\.?)?"
)
_ZONE = r"(?P<zone>(?:utc|gmt)?\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|\b(?:" + "|".join(ZONES) + r")\b)"
DAY_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<y>\d{4})(?P<cut>[-/.])(?P<m>\d{1,2})(?P=cut)(?P<d>\d{1,2})(?!\d)\.?",
        r"(?<!\d)(?P<y>\d{4})\.\s(?P<m>\d{1,2})\.\s(?P<d>\d{1,2})(?!\d)\.?",
        r"(?<!\d)(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]",
        (
            rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|-a|-го|-е|\.)?[\s-](?:de |d['’]|of |ngày |i )?"
            rf"{_NAME}\.?,?[\s-](?:de |del )?(?:năm )?(?P<y>\d{{4}})(?!\d)"
        ),
        rf"(?<![\w.]){_NAME}\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th|,)?(?:, ?| )(?P<y>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<y>\d{{4}})(?:\.| m\.| оны|ko|,)? {_NAME}\.?(?:ren)? (?P<d>\d{{1,2}})(?!\d)(?:\.| d\.)?",
        r"(?<!\d)(?P<d>\d{1,2})(?:,| tháng|/) ?(?P<m>\d{1,2})(?:,| năm|, năm) ?(?P<y>\d{4})(?!\d)",
        r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<cut>[/-])(?P<second>\d{1,2})(?P=cut)(?P<y>\d{4})(?!\d)",
        # RFC 822: two digits of the year, where a time follows
        rf"(?<![\w.])(?P<d>\d{{1,2}})[\s-]{_NAME}[\s-](?P<yy>\d\d)(?=\s\d\d?:\d\d)",
    )
)
MONTH_AND_YEAR_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})",
        r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]",
        rf"{_NAME}\.?,? (?:de |del )?(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[年년]?",
    )
)
FIRST_YEAR, LAST_YEAR = 1000, 2200  # of dates of publication; what lies beyond is a way of writing "never"
CENTURY_TURN = 69  # two digits from here on are years of the last century, as POSIX reads them
ISO = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?"
    r"( ?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?))?)?$"
)
CTIME = re.compile(rf"(?:\w{{3}},? )?{_NAME} +(?P<d>\d{{1,2}}) {_TIME} ?(?:{_ZONE} ?)?(?P<y>\d{{4}})")
AFTERNOON = {"오후", "午後", "下午", "晚上", "傍晚", "中午"}
LONGEST_TIME = 100  # characters
TIME, ZONE = re.compile(rf"(?<!\d){_TIME}"), re.compile(_ZONE)
DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d{1,9})?)?\s?(z|[+-]\d\d(?::?\d\d)?)?")
UNIX = re.compile(r"-?\d{9,19}(?:\.\d+)?")
IGNORED = re.compile(
    r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|\(?[月火水木金土日]曜?日?\)|[月火水木金土日]曜日|[월화수목금토일]요일|\([월화수목금토일]\)"
    r"|\b(?:at|on|le|el|um|uhr|às|alle|à|a las|г|року|года|hrs?|ore|ora|klo|kl|o godz|godz|saat|pukul|jam|uur|om|lúc"
    r"|ngày|ob|u|в|о|об|στις|בשעה|الساعة|ساعت|को|बजे|เวลา|น|r|р|v|p)\b"
    r"|[\s,;:|·•()\[\]（），、،\-–—/]|\bt\b"
)
WORD = re.compile(r"[^\W\d_](?:[^\s\d,|()]*[^\s\d,.|()])?")
UNKNOWN_ZONE = re.compile(r"[\s(]*([a-z]{2,5}|[a-z]{2,12}/[a-z_]+)\b(?![-/])")
PLACE_OF_ZONE = re.compile(r"\[[a-z_]+(?:/[a-z_]+)*\]|\([^()\d]*\)")  # as RFC 9557 and JavaScript write it


class Timestamp(NamedTuple):
    """A time (UTC, without zone) and its precision: second, minute, day, month or year."""

    at: datetime
    precision: str


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
            published_at=pl.when(
                (hour < 24) & (minute < 60) & (second <= 60) & pl.col("day").dt.year().is_between(FIRST_YEAR, LAST_YEAR)
            ).then(pl.col("day") + pl.duration(microseconds=(seconds - offset.fill_null(0) * 60) * 1_000_000 + micro)),
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


def parse_time(value: str, order: str | None = None) -> Timestamp | None:
    """Return the time that a string states; None where it states anything else, or is ambiguous.

    Args:
        value: as an input writes it.
        order: ``dmy`` or ``mdy``, which of two numbers is the day, where more than the string tells it.
    """
    if len(value) > LONGEST_TIME:
        return None
    text = gregorian_years(folded(value))
    for parse in (_parse_digits, _parse_unix, _parse_ctime, partial(_parse_date, order=order), _parse_month_or_year):
        try:
            answer = parse(text)
        except (ValueError, OverflowError):
            continue
        if answer and FIRST_YEAR <= answer.at.year <= LAST_YEAR:
            return answer
    return None


def _parse_digits(text: str) -> Timestamp | None:
    """Return the time of ``20241102``, ``20241102T101500Z``, ``20241102T101500+0900`` and the like."""
    match = DIGITS.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or (match[7] not in (None, "z") and not match[4]):
        return None
    numbers = [int(group) for group in match.groups()[:6] if group]
    at = datetime(*numbers) - _zone_offset(match[7])  # type: ignore[arg-type]
    return Timestamp(at, {3: "day", 5: "minute", 6: "second"}[len(numbers)])


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
    return _timestamp(_day(match), match, match["zone"]) if match else None


def _parse_date(text: str, order: str | None = None) -> Timestamp | None:
    """Return the time of a date in any order, with or without time, zone and weekday; None where there is more."""
    if other_calendar := persian_or_islamic(text):
        remainder = without_fillers(text[: other_calendar[2]] + " " + text[other_calendar[3] :])
        return Timestamp(other_calendar[0], other_calendar[1]) if not remainder else None
    weekdays = {WEEKDAY[word] for word in WORD.findall(text) if WEEKDAY.get(word, -1) >= 0}
    day_match = find_day(text, order, weekdays.pop() if len(weekdays) == 1 else None)
    if day_match is None:
        return None
    date, match = day_match
    remainder = text[: match.start()] + " " + text[match.end() :]
    time = TIME.search(remainder)
    zone, after = None, ""
    if time:
        after = remainder[time.end() :]
        zone = ZONE.search(after)
        remainder = remainder[: time.start()] + " " + (after[: zone.start()] + after[zone.end() :] if zone else after)
    if zone:
        remainder = PLACE_OF_ZONE.sub("", remainder)
    remainder = without_fillers(remainder)
    if not remainder:
        return _timestamp(date, time, zone["zone"] if zone else None)
    unknown_zone = time and UNKNOWN_ZONE.match(after)
    return _timestamp(date, None, None) if unknown_zone and unknown_zone[1] == remainder else None


def without_fillers(text: str) -> str:
    """Return what is left of a folded string without weekdays and the words and marks that stand with dates."""
    without = WORD.sub(lambda word: "" if word[0] in WEEKDAY else word[0], text)
    return IGNORED.sub("", without).strip(". ")


def find_day(
    text: str, order: str | None = None, weekday: int | None = None, start: int = 0
) -> tuple[datetime, re.Match[str]] | None:
    """Return the first day that a folded string names, in the first form that has one, and the match.

    Args:
        text: as ``calendars.folded`` gives it.
        order: ``dmy`` or ``mdy``, where more than the date itself tells it.
        weekday: that the string names (0 is Monday): it decides between two readings.
        start: where to begin.
    """
    for form in DAY_FORMS:
        for match in form.finditer(text, start):
            day = _day(match, order, weekday)
            if day:
                return day, match
    return None


def _timestamp(date: datetime | None, time: re.Match[str] | None, zone: str | None) -> Timestamp | None:
    """Return the time of a day, a matched time of day and a zone."""
    if date is None or time is None:
        return Timestamp(date, "day") if date else None
    hour = int(time["h"])
    half = time["half"] or time["before"]
    if half:
        if not 1 <= hour <= 12 and time["half"]:
            return None
        hour = hour % 12 + 12 * (half[0] in "pμ" or half in AFTERNOON) if hour <= 12 else hour
    second, fraction = int(time["s"] or 0), float("0." + (time["fraction"] or ".0")[1:])
    at = date.replace(hour=hour, minute=int(time["mi"])) + timedelta(seconds=second, microseconds=round(fraction * 1e6))
    if not zone and not half and at == date:
        return Timestamp(date, "day")
    return Timestamp(at - _zone_offset(zone), "second" if time["s"] else "minute")


def _zone_offset(zone: str | None) -> timedelta:
    """Return how far a zone is ahead of UTC; zero without a zone."""
    if zone is None or zone in ZONES:
        return timedelta(hours=ZONES[zone] if zone else 0)
    sign, digits = -1 if re.search("[-−]", zone) else 1, re.sub(r"\D", "", zone)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return sign * timedelta(hours=int(hours), minutes=int(minutes))


def _day(match: re.Match[str], order: str | None = None, weekday: int | None = None) -> datetime | None:
    """Return the day of a matched date; None where either number may be the month, or a name is that of none."""
    groups = match.groupdict()
    if groups.get("yy"):
        year = int(groups["yy"]) + (1900 if int(groups["yy"]) >= CENTURY_TURN else 2000)
    else:
        year = int(groups["y"])
    if groups.get("first"):
        return _numbered_day(year, int(groups["first"]), int(groups["second"]), order, weekday)
    name = groups.get("name")
    return _date(year, MONTH.get(name.strip(".-"), 0) if name else int(groups["m"]), int(groups["d"]))


def _numbered_day(year: int, first: int, second: int, order: str | None, weekday: int | None) -> datetime | None:
    """Return the day of a date in two numbers and a year; None where both orders are possible."""
    readings = {"dmy": _date(year, second, first), "mdy": _date(year, first, second)}
    days = {day for day in readings.values() if day}
    if len(days) > 1 and weekday is not None:
        days = {day for day in days if day.weekday() == weekday}
    if len(days) > 1 and order:
        return readings[order]
    return days.pop() if len(days) == 1 else None


def _date(year: int, month: int, day: int) -> datetime | None:
    """Return a day; None where the calendar has no such day."""
    try:
        return datetime(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _parse_month_or_year(text: str) -> Timestamp | None:
    """Return the time of a month or a year."""
    match = next(filter(None, (form.fullmatch(text) for form in MONTH_AND_YEAR_FORMS)), None)
    if match is None or not FIRST_YEAR <= int(match["y"]) <= LAST_YEAR:
        return None
    groups = match.groupdict()
    if groups.get("name") and groups["name"].strip(".") not in MONTH:
        return None
    month = MONTH[groups["name"].strip(".")] if groups.get("name") else int(groups.get("m") or 0)
    return Timestamp(datetime(int(match["y"]), month or 1, 1), "month" if month else "year")
