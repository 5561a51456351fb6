"""Outlets: how fast each had a story, and what each publishes, takes and gives."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from math import log1p
from typing import TYPE_CHECKING, Any

from provenance.reports.pages.story import headline
from provenance.reports.wording import MATCH_KINDS, STRONG, format_lag, format_time, percent, quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.reports.pages.material import Material, Row

TICKS = (0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 8760)
"""Hours that an axis of delays may label."""
MOST_TICKS = 6
LINEAR_HOURS = 1.0
"""Hours up to which an axis of delays is about linear; beyond, it is logarithmic."""
MOST_PROFILES, MOST_PARTNERS, MOST_DELAYS = 12, 12, 60
FEWEST_WEAK = 5
"""Edges that the doubt desk lists where all are strong."""


def delay_page(material: Material) -> dict[str, Any] | None:
    """Return the delays of each story that is drawn: hours after its first known publication, outlet by outlet."""
    groups = material.grouped("arrivals", "chain_id")
    stories = [
        {"number": number, "headline": headline(material, chain_id, members), **delays(groups[chain_id])}
        for number, (chain_id, members) in enumerate(material.scope.chains.items(), 1)
        if len(groups[chain_id]) > 1
    ]
    return {"stories": stories} if stories else None


def delays(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the delay of each outlet as a range on an axis, and the axis."""
    dated = [row for row in rows if row["most_hours_after_first"] is not None]
    longest = max((row["most_hours_after_first"] for row in dated), default=0.0) or 1.0
    lines = [
        {
            "outlet": row["outlet"],
            "x": place(row["least_hours_after_first"], longest),
            "stop": place(row["most_hours_after_first"], longest),
            "exact": row["hours_after_first"] is not None or row["rank_to"] == 1,
            "words": delay_words(row),
            "rank": rank_words(row),
            "documents": row["documents"],
        }
        for row in dated[:MOST_DELAYS]
    ]
    ticks = [hours for hours in TICKS if hours <= longest]
    every = max(-(-len(ticks) // MOST_TICKS), 1)
    return {
        "lines": lines,
        "more": len(dated) - len(lines),
        "ticks": [(place(hours, longest), tick_words(hours)) for hours in ticks[::-1][::every][::-1]],
        "dated": len(dated),
        "outlets": len(rows),
        "undated": [row["outlet"] for row in rows if row["most_hours_after_first"] is None],
    }


def place(hours: float, longest: float) -> float:
    """Return where a delay stands on an axis that is linear up to about an hour and logarithmic beyond, in percent."""
    return round(2 + 94 * log1p(max(hours, 0) / LINEAR_HOURS) / log1p(longest / LINEAR_HOURS), 2)


def tick_words(hours: float) -> str:
    """Return a round number of hours as a label."""
    return f"{hours * 60:g} min" if hours < 1 else f"{hours:g} h" if hours < 72 else f"{hours / 24:g} days"


def delay_words(row: Row) -> str:
    """Return a delay in words: a time where it is known, else from what to what."""
    least, most = row["least_hours_after_first"], row["most_hours_after_first"]
    if row["rank_to"] == 1:
        return "first"
    if row["hours_after_first"] is not None:
        return format_lag(row["hours_after_first"])
    if format_lag(least) == format_lag(most):
        return format_lag(least)
    return f"{format_lag(least)} to {format_lag(most)}" if least else f"up to {format_lag(most)}"


def rank_words(row: Row) -> str:
    """Return an outlet's place among those that had the story, as far as it is known."""
    first, last = row["rank_from"], row["rank_to"]
    return f"{first}" if first == last else f"{first}–{last}"


def profile_page(material: Material) -> dict[str, Any] | None:
    """Return what each outlet of a report publishes, takes and gives."""
    months, partners = material.grouped("months", "outlet_id"), material.grouped("partners", "outlet_id")
    profiles = [
        profile(row, months[row["outlet_id"]], partners[row["outlet_id"]])
        for row in material.rows("outlets")[:MOST_PROFILES]
    ]
    more = max(len(material.rows("outlets")) - MOST_PROFILES, 0)
    return {"profiles": profiles, "more": more} if profiles else None


def profile(row: Row, months: Sequence[Row], partners: Sequence[Row]) -> dict[str, Any]:
    """Return the numbers of one outlet, its months as bars, and whom it takes from and gives to."""
    taken_count = sum(month["from_agencies"] + month["from_others"] for month in months)
    credited, checkable = (sum(month[name] for month in months) for name in ("credited", "checkable"))
    dated = [month for month in months if month["month"] is not None]
    highest = max((month["documents"] for month in dated), default=1)
    ways = {way: list(group) for way, group in groupby(partners, key=lambda partner: partner["way"])}
    silent = None
    if row["last_at"] is not None and row["corpus_last_at"] is not None:
        silent = (row["corpus_last_at"] - row["last_at"]).days
    return {
        **row,
        "taken": taken_count,
        "own": row["documents"] - taken_count,
        "credited": credited,
        "checkable": checkable,
        "rate": percent(credited / checkable) if checkable else None,
        "bars": month_bars(dated, highest),
        "highest": highest,
        "first": format_time(dated[0]["month"], "month") if dated else None,
        "last": format_time(dated[-1]["month"], "month") if dated else None,
        "takes": described_partners(ways.get("takes from", [])),
        "gives": described_partners(ways.get("gives to", [])),
        "last_time": format_time(row["last_at"], row["last_precision"]),
        "silent": quantity(silent, "day") if silent and silent > 1 else None,
    }


def month_bars(months: Sequence[Row], highest: int) -> list[dict[str, Any]]:
    """Return the months as bars of three parts, in percent of the highest: no source, from agencies, from others."""
    width = 100 / max(len(months), 1)
    bars = []
    for number, month in enumerate(months):
        parts, top = [], 100.0
        for name in ("own", "from_agencies", "from_others"):
            height = 100 * month[name] / highest
            top -= height
            parts.append((name.replace("_", "-"), round(top, 2), round(height, 2)))
        words = (
            f"{month['month']:%B %Y}: {quantity(month['documents'], 'document')}, {month['own']} with no source found, "
            f"{month['from_agencies']} from agencies, {month['from_others']} from others"
        )
        bar_width = min(width * 0.8, 6.0)
        bars.append(
            {
                "x": round((number + 0.5) * width - bar_width / 2, 2),
                "width": round(bar_width, 2),
                "parts": parts,
                "words": words,
            }
        )
    return bars


def described_partners(partners: Sequence[Row]) -> list[Row]:
    """Return the outlets that one takes from or gives to, with shares and delays in words."""
    return [
        row
        | {
            "share": percent(row["median_share"]),
            "lag": format_lag(row["median_lag_hours"]),
            "lag_of": row["with_known_lag"],
        }
        for row in partners[:MOST_PARTNERS]
    ]


def unresolved_page(material: Material) -> dict[str, Any] | None:
    """Return what most needs a person's eye: weak edges, undecided pairs, dates before the source, lone supports."""
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    for edge in material.edges:
        numbers[edge["document_id"], edge["source_id"]] = edge["number"]
    weakest = [row | {"number": numbers[row["document_id"], row["source_id"]]} for row in material.rows("weakest")]
    lone = sorted(
        (row for row in weakest if row["hanging"] and row["confidence"] < STRONG),
        key=lambda row: (-row["hanging"], row["confidence"]),
    )
    early = [row | {"number": numbers[row["document_id"], row["source_id"]]} for row in material.rows("before_source")]
    pairs = material.rows("undetermined")
    if not (weakest or early or pairs):
        return None
    weak_edges = [row for row in weakest if row["confidence"] < STRONG] or weakest[:FEWEST_WEAK]
    return {
        "weakest": weak_edges,
        "surer": len(weakest) - len(weak_edges),
        "lone": lone,
        "early": early,
        "pairs": [row | {"match": MATCH_KINDS.get(row["kind"], row["kind"])} for row in pairs[:MOST_DELAYS]],
        "more_pairs": len(pairs) - len(pairs[:MOST_DELAYS]),
    }


def corpus_page(material: Material) -> dict[str, Any]:
    """Return what the database holds and lacks, and with which numbers it was made."""
    (facts,) = material.rows("corpus")
    return {
        **facts,
        "from_time": format_time(facts["first_at"], "day"),
        "to_time": format_time(facts["last_at"], "day"),
        "last_run_time": format_time(facts["last_run"]),
        "language_counts": material.rows("languages"),
        "setting_rows": material.rows("settings"),
        "queue": material.rows("not_compared"),
        "database": material.scope.database,
    }
