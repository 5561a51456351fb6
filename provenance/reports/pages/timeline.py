"""A time axis: where a moment stands between left and right, long empty stretches cut out, and round times to label."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Interval = tuple[datetime, datetime]

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
STEPS = (
    *(MINUTE * count for count in (1, 5, 15, 30)),
    *(HOUR * count for count in (1, 2, 3, 6, 12)),
    *(DAY * count for count in (1, 2, 7, 14, 30, 91, 182, 365, 1826, 3652)),
)
"""Seconds between two labels of an axis."""
MOST_LABELS = 8
SHORT_LABEL, LONG_LABEL = 11.5, 17.0
"""Percent of the axis that a label takes: a time or a day, and both together."""
LONG_GAP_SHARE, LONG_GAP_SECONDS, CUT_SHARE = 0.3, 1.5 * DAY, 0.12
"""A stretch in which nothing was published is cut where it takes so large a share of the axis and is so long; the cut
takes that share of what is left."""


@dataclass(frozen=True)
class Label:
    """A labelled time: where it stands (percent), the words, and whether it may be left out where there is no room."""

    x: float
    words: str
    minor: bool


class TimeAxis:
    """A time axis in percent of its width.

    Args:
        intervals: when things were published, as intervals.
        left: percent at which the axis begins.
        right: percent at which it ends.
    """

    def __init__(self, intervals: Sequence[Interval], left: float, right: float) -> None:
        self.left, self.right = left, right
        self.points = sorted({moment for interval in intervals for moment in interval})
        gaps = [(second - first).total_seconds() for first, second in pairwise(self.points)]
        covered = [
            any(start <= first and second <= stop for start, stop in intervals)
            for first, second in pairwise(self.points)
        ]
        total = sum(gaps)
        self.is_cut = [
            not inside and gap > max(LONG_GAP_SHARE * total, LONG_GAP_SECONDS)
            for gap, inside in zip(gaps, covered, strict=True)
        ]
        uncut = sum(gap for gap, cut in zip(gaps, self.is_cut, strict=True) if not cut) or 1.0
        weights = [CUT_SHARE * uncut if cut else gap for gap, cut in zip(gaps, self.is_cut, strict=True)]
        self.span = uncut
        self.places = [0.0]
        for weight in weights:
            self.places.append(self.places[-1] + weight)

    def x(self, moment: datetime) -> float:
        """Return where a moment stands, in percent of the width."""
        if len(self.points) < 2 or self.places[-1] == 0:
            return (self.left + self.right) / 2
        index = min(max(bisect_right(self.points, moment) - 1, 0), len(self.points) - 2)
        start, stop = self.points[index], self.points[index + 1]
        share = (moment - start) / (stop - start)
        place = self.places[index] + min(max(share, 0.0), 1.0) * (self.places[index + 1] - self.places[index])
        return round(self.left + (self.right - self.left) * place / self.places[-1], 3)

    def cuts(self) -> list[float]:
        """Return the middles of the stretches that are cut out, in percent."""
        return [
            (self.x(first) + self.x(second)) / 2
            for (first, second), cut in zip(pairwise(self.points), self.is_cut, strict=True)
            if cut
        ]

    def labels(self) -> list[Label]:
        """Return round times with their places, none nearer to the one before than can be read."""
        if not self.points:
            return []
        step = next((step for step in STEPS if self.span / step <= MOST_LABELS), STEPS[-1])
        labels: list[Label] = []
        day = None
        for moment in self._round_times(step):
            x = self.x(moment)
            if labels and x - labels[-1].x < (LONG_LABEL if "," in labels[-1].words else SHORT_LABEL):
                continue
            new_day, day = moment.date() != day, moment.date()
            labels.append(Label(x, _time_words(moment, step, new_day), minor=bool(labels)))
        return labels or [Label(self.x(self.points[0]), _time_words(self.points[0], step, True), False)]

    def _round_times(self, step: float) -> list[datetime]:
        """Return the round times that are on the axis and in no stretch that is cut."""
        times: list[datetime] = []
        for (first, second), cut in zip(pairwise(self.points), self.is_cut, strict=True):
            if cut:
                continue
            midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
            moment = midnight + timedelta(seconds=step * ((first - midnight).total_seconds() // step))
            while moment <= second:
                if moment >= first and (not times or moment > times[-1]):
                    times.append(moment)
                moment += timedelta(seconds=step)
        return times


def _time_words(moment: datetime, step: float, new_day: bool) -> str:
    """Return a time as a label, as fine as the axis is."""
    day = f"{moment.day} {moment:%b}"
    if step >= 365 * DAY:
        return str(moment.year)
    if step >= 30 * DAY:
        return f"{moment:%b %Y}"
    if step >= DAY:
        return f"{day} {moment.year}" if moment.month == 1 and moment.day <= 7 else day
    return (
        f"{day}, {moment:%H:%M}" if new_day and moment.hour + moment.minute else day if new_day else f"{moment:%H:%M}"
    )
