"""The day in the address of a page: ``/2024/05/27/``."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from provenance.text.calendars import MONTH
from provenance.text.dates import Timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

ARCHIVED = re.compile(r"https?:/{1,2}(?=[^/]*\.)")
_END = r"(?=[/_.\-]|$)"
ADDRESS_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"/(?P<y>\d{{4}})/(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}){_END}",
        rf"/(?P<y>\d{{4}})(?P<cut>[-_])(?P<m>\d{{2}})(?P=cut)(?P<d>\d{{2}}){_END}",
        rf"/(?P<y>\d{{4}})/(?P<name>[a-z]{{3,9}})/(?P<d>\d{{1,2}}){_END}",
        rf"/(?P<y>\d{{4}})[-/]?(?P<m>\d{{2}})[-/](?P<d>\d{{2}}){_END}",
        rf"/(?P<y>\d{{4}})/(?P<m>\d{{2}})(?P<d>\d{{2}}){_END}",
        rf"/t?(?P<y>(?:19|20)\d\d)(?P<m>\d{{2}})(?P<d>\d{{2}}){_END}",
        r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d{2})/(?=[^/\d])",
    )
)
EARLIEST_PAGE = 1990  # no page of the web is older; what an address says of years before is its subject


def date_in_address(url: str) -> Timestamp | None:
    """Return the day, or the month, that the path of an address names; None where there is none.

    Of an archived page the address is that of the page itself: the day in the archive's is that of the visit.
    """
    start = max((match.start() for match in ARCHIVED.finditer(url)), default=0)
    path = re.split(r"[?#]", url[start:].lower())[0]
    return next(_days(path), None)


def _days(path: str) -> Iterator[Timestamp]:
    """Yield the days in a path, in the order of the forms."""
    for match in (match for form in ADDRESS_FORMS for match in form.finditer(path)):
        groups = match.groupdict()
        month = MONTH.get(groups["name"], 0) if groups.get("name") else int(groups["m"])
        try:
            at = datetime(int(groups["y"]), month, int(groups.get("d") or 1))
        except ValueError:
            continue
        if EARLIEST_PAGE <= at.year < 2200:
            yield Timestamp(at, "day" if groups.get("d") else "month")
