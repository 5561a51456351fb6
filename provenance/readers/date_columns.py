"""Columns of dates: which of two numbers is the day, told by the other dates of the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.readers.records import Record
from provenance.text.numbered_dates import NUMBERED, date_order, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.readers.fields import FieldMapping
    from provenance.readers.records import Item, Source


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
