"""Columns of dates: which of two numbers is the day, told by the other dates of the same file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from provenance.readers.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source

NUMBERED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
LONGEST_MONTH = 12


def with_date_order(
    read: Callable[[Source, FieldMapping], Iterator[Item]], source: Source, fields: FieldMapping
) -> Iterator[Item]:
    """Yield what a reader gives; dates such as ``05/03/2024`` are written as ISO 8601 where their order is known.

    The order is that of the file: some date of it has a number above 12 in one place, and none has one in the other.
    The file is read a second time for that, once such a date is met, unless the caller gives the order.
    """
    order, looked = None, fields.date_order is not None
    for item in read(source, fields):
        if not isinstance(item, Record) or not item.published_at or not NUMBERED.search(item.published_at[:100]):
            yield item
            continue
        if not looked:
            again = (other.published_at for other in read(source, fields) if isinstance(other, Record))
            order, looked = date_order(again), True
        yield item._replace(published_at=in_order(item.published_at, order)) if order else item


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
