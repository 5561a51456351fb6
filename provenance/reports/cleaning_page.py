"""The report of a cleaning: what its page shows; the template is ``cleaning.html``, the frame that of every report."""

from __future__ import annotations

import math
import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from provenance.reports.cleaning_summary import pair_verdict, totals_sentence
from provenance.reports.pages.templates import render_template
from provenance.reports.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Key = tuple[str, str, int]

GROUPS, EXAMPLES, MOST_ROWS = 12, 5, 20
BARS = 40
WORDS = re.compile(r"\s+|\S+")
LEFT, WIDE, TALL, FOOT = 40, 640, 150, 175


class Cell(NamedTuple):
    """A cell of a table: its words, and whether they are a number."""

    words: str
    is_number: bool


class Run(NamedTuple):
    """Words of a text, and whether the other text has not the same."""

    words: str
    differs: bool


def cleaning_page(
    cleaned: Any,  # noqa: ANN401 - provenance.Cleaned, of a higher floor
    groups: pl.DataFrame,
    texts: Mapping[Key, str],
) -> str:
    """Return the report as an HTML page.

    Args:
        cleaned: the result of a cleaning (``provenance.Cleaned``).
        groups: the kept documents with the most copies: kept_id, kept_path, kept_position, copies, least (Jaccard
            similarity of a copy).
        texts: the beginnings of the texts of examples and of the largest groups, by id, path and position.
    """
    near, floor = cleaned.options.thresholds.near, cleaned.options.thresholds.floor
    content = {
        "totals": totals_sentence(cleaned.totals),
        "reasons": counts_table(cleaned.counts),
        "inputs": kept_table("input", cleaned.sources),
        "outlets": kept_table("outlet", cleaned.outlets),
        "lengths": length_bars(cleaned.lengths),
        "histogram": histogram(cleaned.pairs["jaccard"], near, floor),
        "verdicts": verdict_counts(cleaned.pairs, near),
        "near": near,
        "groups": groups_table(groups, texts),
        "borderline": borderline(cleaned.pairs, near, texts),
        "cuts": cuts_table(cleaned.cuts),
        "options": options_table(cleaned.options.as_dict()),
    }
    return render_template("cleaning", content)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], more: int = 0) -> dict[str, Any]:
    """Return a table as its template shows it.

    Args:
        headings: of the columns.
        rows: the values; a column whose first value is a number is one of numbers.
        more: rows that are left out.
    """
    cells = [[cell(value) for value in row] for row in rows]
    numbers = [each.is_number for each in cells[0]] if cells else [False] * len(headings)
    return {"headings": list(zip(headings, numbers, strict=True)), "rows": cells, "more": more}


def cell(value: object) -> Cell:
    """Return the cell of a value."""
    if isinstance(value, float):
        return Cell(f"{value:.3f}", is_number=True)
    return Cell(f"{value:,}", is_number=True) if isinstance(value, int) else Cell(str(value), is_number=False)


def counts_table(counts: pl.DataFrame) -> dict[str, Any]:
    """Return what was removed and cut, by reason."""
    return table(("reason", "documents", "spans", "characters"), counts.iter_rows())


def kept_table(name: str, counts: pl.DataFrame) -> dict[str, Any]:
    """Return how many documents and words stay of each input or outlet, the first ones.

    Args:
        name: what the first column is.
        counts: name, documents, kept, cut, tokens, tokens_left.
    """
    rows = ((str(label or "unknown"), *numbers) for label, *numbers in counts.head(MOST_ROWS).iter_rows())
    headings = (name, "documents", "stay", "lose a block", "words", "words left")
    return table(headings, rows, max(counts.height - MOST_ROWS, 0))


def length_bars(lengths: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the histogram of lengths (tokens, documents, kept): a bar for each length, and the part that stays."""
    most = lengths["documents"].max() or 1
    assert isinstance(most, int)
    return [
        {
            "words": "none" if not least else f"{least:,} to {2 * least - 1:,}" if least > 1 else "1",
            "documents": documents,
            "staying": staying,
            "all": round(100 * documents / most, 1),
            "part": round(100 * staying / most, 1),
        }
        for least, documents, staying in lengths.iter_rows()
    ]


# -- histogram of similarity -------------------------------------------------------------------------------------------


def histogram(jaccard: pl.Series, near: float, floor: float) -> dict[str, Any] | None:
    """Return the histogram of similarity, with a line at the threshold; no bar has pairs of both its sides.

    Args:
        jaccard: Jaccard similarity of each pair, 0..1.
        near: the threshold.
        floor: the least similarity that is on record.

    Returns:
        Bars, marks of the axis and the line in the units of a picture of 700 by 210; None where there is no pair.
    """
    if jaccard.is_empty():
        return None
    step = (1.0 - floor) / BARS or 1.0
    below = math.ceil(round((near - floor) / step, 9))
    above = max(math.ceil(round((1.0 - near) / step, 9)), 1)
    bar_of_pair = ((jaccard - near) / step + 1e-9).floor().clip(-below, above - 1).cast(pl.Int32)
    counts = dict(bar_of_pair.value_counts().iter_rows())
    highest, width = max(counts.values()), WIDE / (below + above)
    line = LEFT + below * width
    return {
        "bars": [
            {
                "x": round(line + number * width, 1),
                "y": round(FOOT - TALL * counts.get(number, 0) / highest, 1),
                "width": round(max(width - 1.5, 0.5), 1),
                "height": round(TALL * counts.get(number, 0) / highest, 1),
                "goes": number >= 0,
                "least": near + number * step,
                "most": min(near + (number + 1) * step, 1.0),
                "pairs": counts.get(number, 0),
            }
            for number in range(-below, above)
        ],
        "ticks": [
            (round(x, 1), f"{n / 10:.1f}")
            for n in range(11)
            if LEFT - 1 <= (x := line + (n / 10 - near) / step * width) <= LEFT + WIDE + 1
        ],
        "line": round(line, 1),
        "highest": highest,
        "pairs": len(jaccard),
        "floor": floor,
    }


# -- groups and examples -----------------------------------------------------------------------------------------------


def groups_table(groups: pl.DataFrame, texts: Mapping[Key, str]) -> dict[str, Any]:
    """Return groups (kept_id, kept_path, kept_position, copies, least) with the beginning of the kept text."""
    rows = (
        (key, copies, least, beginning(texts.get((key, path, position), "")))
        for key, path, position, copies, least in groups.iter_rows()
    )
    return table(("document that stays", "went for it", "least Jaccard", "its text begins"), rows)


def beginning(text: str, limit: int = 110) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def examples(pairs: pl.DataFrame, near: float) -> pl.DataFrame:
    """Return the pairs nearest to the threshold, a few on each side, the most similar first; ties in given order."""
    is_near = pl.col("jaccard") >= near
    above = pairs.filter(is_near).sort("jaccard", maintain_order=True).head(EXAMPLES)
    below = pairs.filter(~is_near).sort("jaccard", descending=True, maintain_order=True).head(EXAMPLES)
    return pl.concat([above, below]).sort("jaccard", descending=True, maintain_order=True)


def verdict_counts(pairs: pl.DataFrame, near: float) -> list[tuple[str, int]]:
    """Return what the comparisons of pairs came to, and how many of each, the most first."""
    alike = (pl.max_horizontal("jaccard", "body_jaccard") >= near).alias("alike")
    kinds = pairs.group_by(alike, "difference").agg(pl.first("jaccard", "body_jaccard"), pl.len().alias("count"))
    counts: Counter[str] = Counter()
    for kind in kinds.iter_rows(named=True):
        counts[pair_verdict(kind, near)] += kind["count"]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def borderline(pairs: pl.DataFrame, near: float, texts: Mapping[Key, str]) -> list[dict[str, Any]]:
    """Return the pairs nearest to the threshold on both sides, with the beginnings of their texts."""
    pair_rows = []
    for pair in examples(pairs, near).iter_rows(named=True):
        keys = [(pair[f"{side}_id"], pair[f"{side}_path"], pair[f"{side}_position"]) for side in ("left", "right")]
        beginnings = marked_differences(*(texts.get(key, "") for key in keys))
        pair_rows.append(
            {
                "jaccard": f"{pair['jaccard']:.3f}",
                "verdict": pair_verdict(pair, near),
                "sides": [(str(key[0]), runs) for key, runs in zip(keys, beginnings, strict=True)],
            }
        )
    return pair_rows


def marked_differences(left: str, right: str) -> tuple[list[Run], list[Run]]:
    """Return two beginnings of texts as runs of words, those that only one of them has as such.

    The last difference is not marked: there the beginnings end, and not the texts.
    """
    words = [WORDS.findall(text) for text in (left, right)]
    parts: tuple[list[Run], list[Run]] = ([], [])
    changes = SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes()
    for number, (kind, *bounds) in enumerate(changes, 1):
        same = kind == "equal" or number == len(changes)
        for side, (start, stop) in enumerate((bounds[:2], bounds[2:])):
            run = "".join(words[side][start:stop])
            parts[side].append(Run(run, not same and bool(run.strip())))
    return parts


# -- cuts and options --------------------------------------------------------------------------------------------------


def cuts_table(cuts: pl.DataFrame) -> dict[str, Any]:
    """Return the blocks that were cut most often."""
    beginnings = cuts.with_columns(pl.col("text").str.strip_chars().str.slice(0, 120))
    frequent = (
        beginnings.group_by("reason", "text")
        .agg(pl.len().alias("times"))
        .sort("times", "reason", "text", descending=[True, False, False])
    )
    rows = frequent.select("reason", "times", "text").head(GROUPS).iter_rows()
    return table(("reason", "times", "block (its beginning)"), rows, max(frequent.height - GROUPS, 0))


def options_table(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options and numbers."""
    flat = {name: value for name, value in options.items() if name != "settings"}
    rows = [
        (name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)) for name, value in flat.items()
    ]
    return table(("choice", "value"), rows) | {"summary": quantity(len(rows), "choice")}
