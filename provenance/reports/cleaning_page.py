"""What a cleaning did, as one page that needs nothing else."""

from __future__ import annotations

import math
import re
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.reports.cleaning_summary import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Key = tuple[str, str, int]

GROUPS, EXAMPLES = 12, 5
BARS = 40
WORDS = re.compile(r"\s+|\S+")
LEFT, WIDE, TALL, FOOT = 40, 640, 150, 175
STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1c;--dim:#6b6b6b;--line:#d8d8d8;--bar:#3b6ea5;--gone:#b5482f;--paper:#fff;
--mark:#f6dfa8}
@media(prefers-color-scheme:dark){:root{
--ink:#e8e8e8;--dim:#9a9a9a;--line:#444;--bar:#7aa7d9;--gone:#e08a70;--paper:#161616;--mark:#5a4a1c}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);
max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem}
table{border-collapse:collapse;max-width:100%}
td,th{padding:.2rem 1.2rem .2rem 0;text-align:left;vertical-align:top;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}.pair>div{min-width:0;overflow-wrap:anywhere}
.dim{color:var(--dim)}blockquote{margin:.2rem 0;font-size:.9rem;white-space:pre-wrap}
mark{background:var(--mark);color:inherit}
svg{width:100%}svg text{fill:var(--ink);font-size:11px}svg .bar{fill:var(--bar)}svg .gone{fill:var(--gone)}
svg line{stroke:var(--ink)}
"""


def page(
    told: Any,  # noqa: ANN401 - provenance.cleaning.Cleaned, of a floor above
    groups: pl.DataFrame,
    texts: Mapping[Key, str],
) -> str:
    """Return the report as one HTML page without any resource outside itself.

    Args:
        told: what a cleaning found (``provenance.cleaning.Cleaned``).
        groups: documents that stand for most others: kept_id, kept_path, kept_position, copies, least (Jaccard).
        texts: the beginnings of the texts of examples and of the largest groups, by id, path and position.
    """
    near = told.options.settings.cleaning.near
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>Cleaning report</title><style>{STYLE}</style><h1>Cleaning report</h1>",
        f"<p>{escape(sentence(told.totals))}</p>",
        section("What went, by reason", counts_table(told.counts)),
        section(
            "How alike the texts are", histogram(told.pairs["jaccard"], near, told.options.settings.cleaning.floor)
        ),
        section("Largest groups", groups_table(groups, texts)),
        section("At the borderline", borderline(told.pairs, near, texts)),
        section("Blocks that were cut", cuts_table(told.cuts)),
        section("Choices", choices_table(told.options.as_dict())),
    ]
    return "\n".join(parts) + "\n"


def section(title: str, body: str) -> str:
    """Return one section of the page."""
    return f"<h2>{escape(title)}</h2>\n{body}"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> str:
    """Return rows as a table, numbers and their headings to the right."""
    held = list(rows)
    if not held:
        return f"<p class=dim>{escape(empty)}</p>"
    right = [" class=n" if isinstance(value, int | float) else "" for value in held[0]]
    head = "".join(f"<th{side}>{escape(name)}</th>" for name, side in zip(heads, right, strict=True))
    body = ("".join(f"<td{side}>{cell(value)}</td>" for value, side in zip(row, right, strict=True)) for row in held)
    return "<table><tr>" + head + "".join(f"<tr>{row}" for row in body) + "</table>"


def cell(value: object) -> str:
    """Return what stands in one cell."""
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


def counts_table(counts: pl.DataFrame) -> str:
    """Return what went, by reason."""
    return table(("reason", "documents", "spans", "characters"), counts.iter_rows(), "Nothing went.")


# -- how alike ---------------------------------------------------------------------------------------------------------


def histogram(jaccard: pl.Series, near: float, floor: float) -> str:
    """Return how many pairs are how alike, as SVG: the threshold is drawn in, and no bar stands on both its sides.

    Args:
        jaccard: of every pair.
        near: the threshold.
        floor: the least similarity that is on record.
    """
    if jaccard.is_empty():
        return "<p class=dim>No two different texts were found alike.</p>"
    step = (1.0 - floor) / BARS or 1.0
    below = math.ceil(round((near - floor) / step, 9))
    above = max(math.ceil(round((1.0 - near) / step, 9)), 1)
    at = ((jaccard - near) / step + 1e-9).floor().clip(-below, above - 1).cast(pl.Int32)
    many = dict(at.value_counts().iter_rows())
    most, width = max(many.values()), WIDE / (below + above)
    bars = [
        bar(LEFT + (n + below) * width, width, many.get(n, 0) / most, gone=n >= 0, title=span(n, step, near, many))
        for n in range(-below, above)
    ]
    line = LEFT + below * width
    parts = [*bars, axis(near, step, line, width), scale(most), threshold(near, line)]
    return (
        f"<svg viewBox='0 0 700 210' role=img aria-label='histogram of similarity'>{''.join(parts)}</svg>"
        f"<p class=dim>{len(jaccard):,} pairs of different texts with a Jaccard similarity of {floor:g} or more: "
        f"{int((jaccard >= near).sum()):,} near-duplicates, {int((jaccard < near).sum()):,} not near enough.</p>"
    )


def span(number: int, step: float, near: float, many: Mapping[int, int]) -> str:
    """Return what one bar stands for."""
    return f"{near + number * step:.3f} to {min(near + (number + 1) * step, 1.0):.3f}: {many.get(number, 0):,}"


def bar(left: float, width: float, height: float, *, gone: bool, title: str) -> str:
    """Return one bar."""
    tall = TALL * height
    kind = "gone" if gone else "bar"
    place = f"x='{left:.1f}' y='{FOOT - tall:.1f}' width='{max(width - 1.5, 0.5):.1f}' height='{tall:.1f}'"
    return f"<rect class={kind} {place}><title>{title}</title></rect>"


def axis(near: float, step: float, line: float, width: float) -> str:
    """Return the line under the bars, with a number at every tenth."""
    tenths = ((n / 10, line + (n / 10 - near) / step * width) for n in range(11))
    marks = [
        f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{FOOT}' y2='{FOOT + 4}'/><text x='{x:.1f}' y='{FOOT + 16}' "
        f"text-anchor=middle>{value:.1f}</text>"
        for value, x in tenths
        if LEFT - 1 <= x <= LEFT + WIDE + 1
    ]
    foot = f"<line x1='{LEFT}' x2='{LEFT + WIDE}' y1='{FOOT}' y2='{FOOT}'/>"
    middle = LEFT + WIDE / 2
    return f"{foot}{''.join(marks)}<text x='{middle}' y='{FOOT + 31}' text-anchor=middle>Jaccard similarity</text>"


def scale(most: int) -> str:
    """Return how many pairs the highest bar stands for, and the foot of the scale."""
    top = f"<text x='{LEFT - 6}' y='{FOOT - TALL + 8}' text-anchor=end>{most:,}</text>"
    return f"{top}<text x='{LEFT - 6}' y='{FOOT}' text-anchor=end>0</text>"


def threshold(near: float, line: float) -> str:
    """Return the line at the threshold, and what stands on its sides."""
    beside = ((-6, "end", "both stay"), (6, "start", "near-duplicates"))
    words = "".join(
        f"<text x='{line + shift:.1f}' y='12' text-anchor={anchor}>{word}</text>" for shift, anchor, word in beside
    )
    name = f"<title>threshold {near:g}</title>"
    return f"<line x1='{line:.1f}' x2='{line:.1f}' y1='2' y2='{FOOT}' stroke-dasharray='4 3'>{name}</line>{words}"


# -- groups and examples -----------------------------------------------------------------------------------------------


def groups_table(groups: pl.DataFrame, texts: Mapping[Key, str]) -> str:
    """Return groups (kept_id, kept_path, kept_position, copies, least) with the beginning of the text that stays."""
    rows = (
        (key, copies, least, brief(texts.get((key, path, position), "")))
        for key, path, position, copies, least in groups.iter_rows()
    )
    heads = ("document that stays", "went for it", "least Jaccard", "its text begins")
    return table(heads, rows, "No document went.")


def brief(text: str, most: int = 110) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def examples(pairs: pl.DataFrame, near: float) -> pl.DataFrame:
    """Return the pairs nearest to the threshold, some on either side, the more alike first; else in their order."""
    alike = pl.col("jaccard") >= near
    above = pairs.filter(alike).sort("jaccard", maintain_order=True).head(EXAMPLES)
    below = pairs.filter(~alike).sort("jaccard", descending=True, maintain_order=True).head(EXAMPLES)
    return pl.concat([above, below]).sort("jaccard", descending=True, maintain_order=True)


def borderline(pairs: pl.DataFrame, near: float, texts: Mapping[Key, str]) -> str:
    """Return the pairs nearest to the threshold on both sides, with the beginnings of their texts."""
    parts = []
    for pair in examples(pairs, near).iter_rows(named=True):
        verdict = "near-duplicates" if pair["jaccard"] >= near else "not near enough"
        keys = [(pair[f"{side}_id"], pair[f"{side}_path"], pair[f"{side}_position"]) for side in ("left", "right")]
        shown = marked(*(texts.get(key, "") for key in keys))
        sides = (
            f"<div><b>{escape(str(key[0]))}</b><blockquote>{text}</blockquote></div>"
            for key, text in zip(keys, shown, strict=True)
        )
        parts.append(f"<h3>{pair['jaccard']:.3f}: {verdict}</h3><div class=pair>{''.join(sides)}</div>")
    legend = "<p class=dim>The beginnings of the texts; words that the other side has not are marked.</p>"
    return legend + "\n".join(parts) if parts else "<p class=dim>No pair is near the threshold.</p>"


def marked(left: str, right: str) -> tuple[str, str]:
    """Return two beginnings as HTML, words marked that stand in one alone; where both break off, nothing is marked."""
    words = [WORDS.findall(text) for text in (left, right)]
    parts: tuple[list[str], list[str]] = ([], [])
    changes = SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes()
    for number, (kind, *bounds) in enumerate(changes, 1):
        same = kind == "equal" or number == len(changes)
        for side, (start, stop) in enumerate((bounds[:2], bounds[2:])):
            run = escape("".join(words[side][start:stop]))
            parts[side].append(run if same or not run.strip() else f"<mark>{run}</mark>")
    return "".join(parts[0]), "".join(parts[1])


# -- the rest ----------------------------------------------------------------------------------------------------------


def cuts_table(cuts: pl.DataFrame) -> str:
    """Return the blocks that were cut most often."""
    begun = cuts.with_columns(pl.col("text").str.strip_chars().str.slice(0, 120))
    often = (
        begun.group_by("reason", "text")
        .agg(pl.len().alias("times"))
        .sort("times", "reason", "text", descending=[True, False, False])
    )
    rows = often.select("reason", "times", "text").head(GROUPS).iter_rows()
    return table(("reason", "times", "block (its beginning)"), rows, "No block was cut.")


def choices_table(options: Mapping[str, Any]) -> str:
    """Return the choices and numbers."""
    flat = {name: value for name, value in options.items() if name != "settings"}
    rows = ((name, ", ".join(value) if isinstance(value, list) else str(value)) for name, value in flat.items())
    return table(("choice", "value"), rows, "")
