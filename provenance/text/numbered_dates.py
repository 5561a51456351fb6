"""Dates in two numbers and a year, as 05/03/2024: which number is the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
LONGEST_MONTH = 12


def date_order(values: Iterator[str | None]) -> str | None:
    """Return the order of dates in two numbers and a year, ``dmy`` or ``mdy``; None where the dates do not tell one."""
    orders = set()
    for value in values:
        match = NUMBERED.search((value or "")[:100])
        if match and int(match[1]) > LONGEST_MONTH:
            orders.add("dmy")
        elif match and int(match[3]) > LONGEST_MONTH:
            orders.add("mdy")
        if len(orders) == 2:
            return None
    return orders.pop() if orders else None


def in_order(value: str, order: str) -> str:
    """Return a date with its day written as in ISO 8601; as it is where the order does not fit it."""

    def iso(match: re.Match[str]) -> str:
        day, month = (match[1], match[3]) if order == "dmy" else (match[3], match[1])
        return f"{match[4]}-{month:0>2}-{day:0>2}" if int(month) <= LONGEST_MONTH else match[0]

    return NUMBERED.sub(iso, value, count=1)
