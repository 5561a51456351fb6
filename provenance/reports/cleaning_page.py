"""The report of a cleaning: one HTML page without any resource outside itself."""

from __future__ import annotations

import math
import re
from difflib import SequenceMatcher
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

from provenance.reports.cleaning_summary import totals_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Key = tuple[str, str, int]

GROUPS, EXAMPLES, MOST_ROWS = 12, 5, 20
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
svg{width:100%}svg.row{width:12rem;height:.6rem}
svg text{fill:var(--ink);font-size:11px}svg .bar{fill:var(--bar)}svg .gone{fill:var(--gone)}
svg line{stroke:var(--ink)}
"""


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
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>Cleaning report</title><style>{STYLE}</style><h1>Cleaning report</h1>",
        f"<p>{escape(totals_sentence(cleaned.totals))}</p>",
        section("What went, by reason", counts_table(cleaned.counts)),
        section("What stays, by input", kept_table("input", cleaned.sources)),
        section("What stays, by outlet", kept_table("outlet", cleaned.outlets)),
        section("How long the documents are", lengths_table(cleaned.lengths)),
        section("How alike the texts are", histogram(cleaned.pairs["jaccard"], near, floor)),
        section("Largest groups", groups_table(groups, texts)),
        section("At the borderline", borderline(cleaned.pairs, near, texts)),
        section("Blocks that were cut", cuts_table(cleaned.cuts)),
        section("Choices", options_table(cleaned.options.as_dict())),
    ]
    return "\n".join(parts) + "\n"


def section(title: str, body: str) -> str:
    """Return one section of the page."""
    return f"<h2>{escape(title)}</h2>\n{body}"


def html_table(headings: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> str:
    """Return rows as an HTML table, numbers and their headings right-aligned; ``empty`` where there are no rows."""
    cells = list(rows)
    if not cells:
        return f"<p class=dim>{escape(empty)}</p>"
    alignment = [" class=n" if isinstance(value, int | float) else "" for value in cells[0]]
    head = "".join(f"<th{align}>{escape(name)}</th>" for name, align in zip(headings, alignment, strict=True))
    body = (
        "".join(f"<td{align}>{html_cell(value)}</td>" for value, align in zip(row, alignment, strict=True))
        for row in cells
    )
    return "<table><tr>" + head + "".join(f"<tr>{row}" for row in body) + "</table>"


def html_cell(value: object) -> str:
    """Return the HTML of one cell."""
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


def counts_table(counts: pl.DataFrame) -> str:
    """Return what was removed and cut, by reason."""
    return html_table(("reason", "documents", "spans", "characters"), counts.iter_rows(), "Nothing went.")


def kept_table(name: str, counts: pl.DataFrame) -> str:
    """Return how many documents and words stay of each input or outlet, the first ones.

    Args:
        name: what the first column is.
        counts: name, documents, kept, cut, tokens, tokens_left.
    """
    rows = ((str(label or "unknown"), *numbers) for label, *numbers in counts.head(MOST_ROWS).iter_rows())
    table = html_table((name, "documents", "stay", "lose a block", "words", "words left"), rows, "Nothing was read.")
    more = counts.height - MOST_ROWS
    return table + (
        f"<p class=dim>and {more:,} more: see cleaning.json and the summary of --json</p>" if more > 0 else ""
    )


def lengths_table(lengths: pl.DataFrame) -> str:
    """Return the histogram of lengths (tokens, documents, kept): a row for each length, with a bar for what stays."""
    most = lengths["documents"].max() or 1
    rows = []
    for least, documents, staying in lengths.iter_rows():
        label = "none" if not least else f"{least:,} to {2 * least - 1:,}" if least > 1 else "1"
        bars = "".join(
            f"<rect class={kind} x=0 y={y} height=6 width={200 * count / most:.1f}></rect>"
            for kind, y, count in (("gone", 0, documents), ("bar", 0, staying))
        )
        picture = f"<svg class=row viewBox='0 0 200 8' role=img aria-label='{staying} of {documents} stay'>{bars}</svg>"
        rows.append(f"<tr><td>{label}<td class=n>{documents:,}<td class=n>{staying:,}<td>{picture}")
    head = "<tr><th>words<th class=n>documents<th class=n>stay<th>"
    return f"<table>{head}{''.join(rows)}</table>" if rows else "<p class=dim>Nothing was read.</p>"


# -- histogram of similarity -------------------------------------------------------------------------------------------


def histogram(jaccard: pl.Series, near: float, floor: float) -> str:
    """Return the histogram of similarity as SVG, with a line at the threshold; no bar has pairs of both its sides.

    Args:
        jaccard: Jaccard similarity of each pair, 0..1.
        near: the threshold.
        floor: the least similarity that is on record.
    """
    if jaccard.is_empty():
        return "<p class=dim>No two different texts were found alike.</p>"
    step = (1.0 - floor) / BARS or 1.0
    below = math.ceil(round((near - floor) / step, 9))
    above = max(math.ceil(round((1.0 - near) / step, 9)), 1)
    bar_of_pair = ((jaccard - near) / step + 1e-9).floor().clip(-below, above - 1).cast(pl.Int32)
    counts = dict(bar_of_pair.value_counts().iter_rows())
    highest, width = max(counts.values()), WIDE / (below + above)
    bars = [
        bar(
            LEFT + (n + below) * width,
            width,
            counts.get(n, 0) / highest,
            removed=n >= 0,
            title=bar_title(n, step, near, counts),
        )
        for n in range(-below, above)
    ]
    line = LEFT + below * width
    parts = [*bars, axis(near, step, line, width), scale(highest), threshold(near, line)]
    return (
        f"<svg viewBox='0 0 700 210' role=img aria-label='histogram of similarity'>{''.join(parts)}</svg>"
        f"<p class=dim>{len(jaccard):,} pairs of different texts with a Jaccard similarity of {floor:g} or more: "
        f"{int((jaccard >= near).sum()):,} near-duplicates, {int((jaccard < near).sum()):,} not near enough.</p>"
    )


def bar_title(number: int, step: float, near: float, counts: Mapping[int, int]) -> str:
    """Return the range of similarity of one bar, and its number of pairs."""
    return f"{near + number * step:.3f} to {min(near + (number + 1) * step, 1.0):.3f}: {counts.get(number, 0):,}"


def bar(left: float, width: float, height: float, *, removed: bool, title: str) -> str:
    """Return one bar; its height is a share of the highest one."""
    tall = TALL * height
    kind = "gone" if removed else "bar"
    box = f"x='{left:.1f}' y='{FOOT - tall:.1f}' width='{max(width - 1.5, 0.5):.1f}' height='{tall:.1f}'"
    return f"<rect class={kind} {box}><title>{title}</title></rect>"


def axis(near: float, step: float, line: float, width: float) -> str:
    """Return the horizontal axis, with a number at every tenth."""
    tenths = ((n / 10, line + (n / 10 - near) / step * width) for n in range(11))
    ticks = [
        f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{FOOT}' y2='{FOOT + 4}'/><text x='{x:.1f}' y='{FOOT + 16}' "
        f"text-anchor=middle>{value:.1f}</text>"
        for value, x in tenths
        if LEFT - 1 <= x <= LEFT + WIDE + 1
    ]
    foot = f"<line x1='{LEFT}' x2='{LEFT + WIDE}' y1='{FOOT}' y2='{FOOT}'/>"
    middle = LEFT + WIDE / 2
    return f"{foot}{''.join(ticks)}<text x='{middle}' y='{FOOT + 31}' text-anchor=middle>Jaccard similarity</text>"


def scale(highest: int) -> str:
    """Return the numbers of the vertical axis: the pairs of the highest bar, and 0."""
    top = f"<text x='{LEFT - 6}' y='{FOOT - TALL + 8}' text-anchor=end>{highest:,}</text>"
    return f"{top}<text x='{LEFT - 6}' y='{FOOT}' text-anchor=end>0</text>"


def threshold(near: float, line: float) -> str:
    """Return the line at the threshold, with a label on each side."""
    labels = ((-6, "end", "both stay"), (6, "start", "near-duplicates"))
    texts = "".join(
        f"<text x='{line + shift:.1f}' y='12' text-anchor={anchor}>{label}</text>" for shift, anchor, label in labels
    )
    name = f"<title>threshold {near:g}</title>"
    return f"<line x1='{line:.1f}' x2='{line:.1f}' y1='2' y2='{FOOT}' stroke-dasharray='4 3'>{name}</line>{texts}"


# -- groups and examples -----------------------------------------------------------------------------------------------


def groups_table(groups: pl.DataFrame, texts: Mapping[Key, str]) -> str:
    """Return groups (kept_id, kept_path, kept_position, copies, least) with the beginning of the kept text."""
    rows = (
        (key, copies, least, beginning(texts.get((key, path, position), "")))
        for key, path, position, copies, least in groups.iter_rows()
    )
    headings = ("document that stays", "went for it", "least Jaccard", "its text begins")
    return html_table(headings, rows, "No document went.")


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


def borderline(pairs: pl.DataFrame, near: float, texts: Mapping[Key, str]) -> str:
    """Return the pairs nearest to the threshold on both sides, with the beginnings of their texts."""
    parts = []
    for pair in examples(pairs, near).iter_rows(named=True):
        verdict = "near-duplicates" if pair["jaccard"] >= near else "not near enough"
        keys = [(pair[f"{side}_id"], pair[f"{side}_path"], pair[f"{side}_position"]) for side in ("left", "right")]
        beginnings = highlight_differences(*(texts.get(key, "") for key in keys))
        sides = (
            f"<div><b>{escape(str(key[0]))}</b><blockquote>{text}</blockquote></div>"
            for key, text in zip(keys, beginnings, strict=True)
        )
        parts.append(f"<h3>{pair['jaccard']:.3f}: {verdict}</h3><div class=pair>{''.join(sides)}</div>")
    legend = "<p class=dim>The beginnings of the texts; words that the other side has not are marked.</p>"
    return legend + "\n".join(parts) if parts else "<p class=dim>No pair is near the threshold.</p>"


def highlight_differences(left: str, right: str) -> tuple[str, str]:
    """Return two beginnings of texts as HTML in which words that only one has are marked.

    The last difference is not marked: there the beginnings end, and not the texts.
    """
    words = [WORDS.findall(text) for text in (left, right)]
    parts: tuple[list[str], list[str]] = ([], [])
    changes = SequenceMatcher(a=words[0], b=words[1], autojunk=False).get_opcodes()
    for number, (kind, *bounds) in enumerate(changes, 1):
        same = kind == "equal" or number == len(changes)
        for side, (start, stop) in enumerate((bounds[:2], bounds[2:])):
            run = escape("".join(words[side][start:stop]))
            parts[side].append(run if same or not run.strip() else f"<mark>{run}</mark>")
    return "".join(parts[0]), "".join(parts[1])


# -- cuts and options --------------------------------------------------------------------------------------------------


def cuts_table(cuts: pl.DataFrame) -> str:
    """Return the blocks that were cut most often."""
    beginnings = cuts.with_columns(pl.col("text").str.strip_chars().str.slice(0, 120))
    frequent = (
        beginnings.group_by("reason", "text")
        .agg(pl.len().alias("times"))
        .sort("times", "reason", "text", descending=[True, False, False])
    )
    rows = frequent.select("reason", "times", "text").head(GROUPS).iter_rows()
    return html_table(("reason", "times", "block (its beginning)"), rows, "No block was cut.")


def options_table(options: Mapping[str, Any]) -> str:
    """Return the options and numbers."""
    flat = {name: value for name, value in options.items() if name != "settings"}
    rows = ((name, ", ".join(value) if isinstance(value, list) else str(value)) for name, value in flat.items())
    return html_table(("choice", "value"), rows, "")
