"""Names of months and weekdays in some eighty languages, and years and months of other calendars.

The names are those of Unicode's CLDR (``calendar_names.json``, which ``tests/text/calendar_names.py`` writes). Years of
other calendars are read where they are named as such: Minguo, Japanese eras, the Buddhist era, and the Persian and
Islamic calendars by the names of their months.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path

_NAMES = json.loads((Path(__file__).parent / "calendar_names.json").read_text(encoding="utf-8"))

# Forms that news writes and CLDR does not list.
MORE_MONTHS = (
    "janv jän",
    "fév febr",
    "mrz mär mrt",
    "avr",
    "maja mayis",
    "",
    "",
    "aout ago ağu",
    "sept septembre setiembre set",
    "okt",
    "",
    "dec",
)
MONTH: dict[str, int] = {
    **{name.replace("ı", "i"): number for name, number in _NAMES["months"].items()},
    **_NAMES["months"],
    **{name: number for number, names in enumerate(MORE_MONTHS, 1) for name in names.split()},
}
WEEKDAY: dict[str, int] = {**_NAMES["weekdays"], "sat": 5, "sun": 6, "tues": 1, "thur": 3, "thurs": 3}
"""0 is Monday; -1 for a name that means two days, or a month."""
JAPANESE_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
ERA_YEAR = re.compile(
    r"(?:中[華华])?(?P<era>民國|民国|令和|平成|昭和|大正|明治)\s?(?P<year>元|\d{1,3})\s?年"
    r"|(?<!\d)(?P<thai>พ\.?\s?ศ\.?\s?|(?:b\.?e\.?\s)?)(?P<buddhist>2[45]\d\d)(?!\d)(?P<after>\s?b\.?e\.?\b)?"
)
PERSIAN_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
ISLAMIC_MONTHS = (
    *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
    *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
)
THAI = re.compile("[\u0e00-\u0e7f]")
_OTHER_MONTHS = {name: (number, "persian") for number, name in enumerate(PERSIAN_MONTHS, 1)} | {
    name: (number, "islamic") for number, name in enumerate(ISLAMIC_MONTHS, 1)
}
OTHER_CALENDAR = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s(?P<name>" + "|".join(sorted(_OTHER_MONTHS, key=len, reverse=True)) + r")،?\s"
    r"(?P<y>1[2-5]\d\d)(?!\d)(?:\s?ه(?:ـ|جری|جري)?\.?)?"
)
UNCERTAIN_DAYS = 2  # days by which months that begin with a sighting of the moon differ from the arithmetic ones


def folded(value: str) -> str:
    """Return a string as dates are looked for in it: compatibility forms, case and all digits folded, no marks."""
    raised = not value.isascii() and any(unicodedata.decomposition(c).startswith("<su") for c in value)
    text = (
        unicodedata.normalize("NFC" if raised else "NFKC", value)
        .casefold()
        .translate({ord(mark): None for mark in "\u200e\u200f\u061c"})
    )
    if not text.isascii():
        text = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def gregorian_years(text: str) -> str:
    """Return a folded string with the years of named eras written as years of the common era."""

    def year(match: re.Match[str]) -> str:
        if match["era"]:
            number = 1 if match["year"] == "元" else int(match["year"])
            return f"{number + JAPANESE_ERAS.get(match['era'], 1911)}年"
        is_named = match["thai"].strip() or match["after"] or THAI.search(text)
        return f" {int(match['buddhist']) - 543}" if is_named else match[0]

    return ERA_YEAR.sub(year, text).replace("  ", " ").strip()


def persian_or_islamic(text: str) -> tuple[datetime, str, int, int] | None:
    """Return the date that a folded string gives in the Persian or the Islamic calendar, its precision, and its span.

    Persian years are those of the 33-year rule, which holds from 1799 to 2256. Islamic months begin with a sighting of
    the moon: the month of the common era is told where two days more or less do not change it.
    """
    match = OTHER_CALENDAR.search(text)
    if not match:
        return None
    month, calendar = _OTHER_MONTHS[match["name"]]
    year, day = int(match["y"]), int(match["d"])
    if calendar == "persian":
        at = _persian_day(year, month, day) if 1 <= day <= 31 and 1178 <= year <= 1500 else None
        return (at, "day", match.start(), match.end()) if at else None
    at = _islamic_day(year, month, day)
    margin = timedelta(days=UNCERTAIN_DAYS)
    certain = 1 <= day <= 30 and (at - margin).month == (at + margin).month
    return (at.replace(day=1), "month", match.start(), match.end()) if certain else None


def _persian_day(year: int, month: int, day: int) -> datetime | None:
    """Return the day of a date in the Persian calendar; None where its month is shorter."""
    if day > 30 and month > 6:
        return None
    since = 365 * (year - 1) + (8 * year + 21) // 33  # days, and leap days by the rule of 33 years
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return datetime(622, 3, 20) + timedelta(days=since + before + day)


def _islamic_day(year: int, month: int, day: int) -> datetime:
    """Return the day of a date in the arithmetic Islamic calendar."""
    days = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
    return datetime(622, 7, 18) + timedelta(days=days)
