"""The interval in which something was published: as long as the precision of its date.

A day never counts as its midnight. Of two intervals that overlap nothing says which is earlier; the order that lists
need goes by their ends, so that a day never comes before a time of that day.
"""

from __future__ import annotations

import polars as pl

DURATIONS = {"second": "1s", "minute": "1m", "hour": "1h", "day": "1d", "month": "1mo", "year": "1y"}
"""How long a date of each precision lasts, as polars writes it."""


def published_until(at: str = "published_at", precision: str = "published_precision") -> pl.Expr:
    """Return the end of the interval in which a document was published, half open; null where it has no date.

    A date without a precision counts as a second, as in the column of this name of the view ``documents``.

    Args:
        at: column of the beginning, as ``Datetime``.
        precision: column with a key of ``DURATIONS``.
    """
    durations = pl.col(precision).replace_strict(DURATIONS, default=DURATIONS["second"], return_dtype=pl.String)
    return pl.col(at).dt.offset_by(durations).alias("published_until")
