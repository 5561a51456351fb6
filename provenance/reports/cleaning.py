"""What a cleaning did: one page that needs nothing else, and a few lines for a terminal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GROUPS, EXAMPLES, SHOWN = 12, 5, 300
BARS = 40
STYLE = """
:root{color-scheme:light dark;--ink:#1c1c1c;--dim:#6b6b6b;--line:#d8d8d8;--bar:#3b6ea5;--gone:#b5482f;--paper:#fff}
@media(prefers-color-scheme:dark){:root{
--ink:#e8e8e8;--dim:#9a9a9a;--line:#444;--bar:#7aa7d9;--gone:#e08a70;--paper:#161616}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);
max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;border-bottom:1px solid var(--line)}
table{border-collapse:collapse;width:100%}
td,th{padding:.2rem .6rem;text-align:left;vertical-align:top;
border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.dim{color:var(--dim)}blockquote{margin:.2rem 0;font-size:.9rem;white-space:pre-wrap}
svg text{fill:var(--ink);font-size:11px}svg .bar{fill:var(--bar)}svg .gone{fill:var(--gone)}svg line{stroke:var(--ink)}
"""


def page(told: Any, texts: Mapping[tuple[str, str, int], str]) -> str:  # noqa: ANN401 - provenance.cleaning.Cleaned, of a floor above
    """Return the report as one HTML page without any resource outside itself.

    Args:
        told: what a cleaning found (``provenance.cleaning.Cleaned``).
        texts: the beginnings of the texts of examples, by id, path and position.
    """
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>Cleaning report</title><style>{STYLE}</style><h1>Cleaning report</h1>",
        f"<p>{escape(sentence(told.totals))}</p>",
        section("What went, by reason", counts_table(told.counts)),
        section("How alike the texts are", histogram(told.pairs["jaccard"], told.options.near)),
        section("Largest groups", groups_table(told.removed)),
        section("At the borderline", borderline(told.pairs, told.options.near, texts)),
        section("Blocks that were cut", cuts_table(told.cuts)),
        section("Choices", choices_table(told.options.as_dict())),
    ]
    return "\n".join(parts) + "\n"


def sentence(totals: Mapping[str, int]) -> str:
    """Return the sums in two sentences."""
    left = 100 * totals["characters_left"] / totals["characters"] if totals["characters"] else 100.0
    compared = f"{totals['compared']:,} pairs of texts were compared"
    bounded = f"; {totals['left_out']:,} texts not with all that they may be like" if totals["left_out"] else ""
    return (
        f"Of {totals['documents']:,} documents {totals['kept']:,} stay and {totals['removed']:,} go; "
        f"{totals['cut']:,} of those that stay lose a block. {left:.1f} % of the characters are left. "
        f"{compared}{bounded}."
    )


def section(title: str, body: str) -> str:
    """Return one section of the page."""
    return f"<h2>{escape(title)}</h2>\n{body}"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> str:
    """Return rows as a table: numbers to the right."""
    body = ["<tr>" + "".join(cell(value) for value in row) + "</tr>" for row in rows]
    if not body:
        return f"<p class=dim>{escape(empty)}</p>"
    return "<table><tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>" + "".join(body) + "</table>"


def cell(value: object) -> str:
    """Return one cell."""
    if isinstance(value, float):
        return f"<td class=n>{value:.3f}</td>"
    return f"<td class=n>{value:,}</td>" if isinstance(value, int) else f"<td>{escape(str(value))}</td>"


def counts_table(counts: pl.DataFrame) -> str:
    """Return what went, by reason."""
    return table(("reason", "documents", "spans", "characters"), counts.iter_rows(), "Nothing went.")


def histogram(jaccard: pl.Series, near: float) -> str:
    """Return how many pairs are how alike, with the threshold drawn in, as SVG."""
    if jaccard.is_empty():
        return "<p class=dim>No two different texts were found alike.</p>"
    low = min(float(jaccard.min()), near)  # type: ignore[arg-type]
    step = max((1.0 - low) / BARS, 1e-9)
    at = ((jaccard - low) / step).floor().clip(0, BARS - 1).cast(pl.Int32)
    many = dict(at.value_counts().iter_rows())
    most = max(many.values())
    bars = "".join(
        bar(
            n,
            many.get(n, 0) / most,
            gone=low + (n + 0.5) * step >= near,
            title=f"{low + n * step:.2f}: {many.get(n, 0):,}",
        )
        for n in range(BARS)
    )
    line = 20 + 660 * (near - low) / (1.0 - low) if low < 1.0 else 20
    return (
        f"<svg viewBox='0 0 700 200' role=img aria-label='histogram of similarity'>{bars}"
        f"<line x1='{line:.1f}' x2='{line:.1f}' y1='5' y2='170' stroke-dasharray='4 3'/>"
        f"<text x='{line + 4:.1f}' y='15'>threshold {near:g}</text>"
        f"<text x='20' y='188'>{low:.2f}</text><text x='665' y='188'>1.00</text>"
        "<text x='300' y='198'>Jaccard similarity of a pair</text></svg>"
        f"<p class=dim>{len(jaccard):,} pairs of different texts; the highest bar is {most:,} pairs.</p>"
    )


def bar(number: int, height: float, *, gone: bool, title: str) -> str:
    """Return one bar."""
    tall = 165 * height
    kind = "gone" if gone else "bar"
    place = f"x='{20 + 16.5 * number:.1f}' y='{170 - tall:.1f}' width='15' height='{tall:.1f}'"
    return f"<rect class={kind} {place}><title>{title}</title></rect>"


def groups_table(removed: pl.DataFrame) -> str:
    """Return the documents that stand for most others."""
    heads = ["kept_id", "kept_path", "kept_position"]
    sums = removed.group_by(heads).agg(pl.len().alias("copies"), pl.col("jaccard").min().alias("least"))
    largest = sums.sort(pl.col("copies"), *heads, descending=[True, False, False, False]).head(GROUPS)
    rows = largest.select("kept_id", "copies", "least").iter_rows()
    return table(
        ("document that stays", "documents that went for it", "least Jaccard of one of them"), rows, "No document went."
    )


def borderline(pairs: pl.DataFrame, near: float, texts: Mapping[tuple[str, str, int], str]) -> str:
    """Return the pairs nearest to the threshold on both sides, with the beginnings of their texts."""
    parts = []
    for pair in examples(pairs, near).iter_rows(named=True):
        verdict = "near-duplicates" if pair["jaccard"] >= near else "not near enough"
        sides = "".join(side(pair, name, texts) for name in ("left", "right"))
        parts.append(f"<h3>{pair['jaccard']:.3f}: {verdict}</h3><table><tr>{sides}</tr></table>")
    return "\n".join(parts) or "<p class=dim>No pair is near the threshold.</p>"


def side(pair: Mapping[str, Any], name: str, texts: Mapping[tuple[str, str, int], str]) -> str:
    """Return one side of an example."""
    key = (pair[f"{name}_id"], pair[f"{name}_path"], pair[f"{name}_position"])
    return (
        f"<td style='width:50%'><b>{escape(str(key[0]))}</b><blockquote>{escape(texts.get(key, ''))}</blockquote></td>"
    )


def examples(pairs: pl.DataFrame, near: float) -> pl.DataFrame:
    """Return the pairs nearest to the threshold, some on either side, the more alike first; else in their order."""
    alike = pl.col("jaccard") >= near
    above = pairs.filter(alike).sort("jaccard", maintain_order=True).head(EXAMPLES)
    below = pairs.filter(~alike).sort("jaccard", descending=True, maintain_order=True).head(EXAMPLES)
    return pl.concat([above, below]).sort("jaccard", descending=True, maintain_order=True)


def cuts_table(cuts: pl.DataFrame) -> str:
    """Return the blocks that were cut most often."""
    brief = cuts.with_columns(pl.col("text").str.strip_chars().str.slice(0, 120))
    often = (
        brief.group_by("reason", "text")
        .agg(pl.len().alias("times"))
        .sort("times", "reason", "text", descending=[True, False, False])
    )
    return table(
        ("reason", "times", "block (its beginning)"),
        often.select("reason", "times", "text").head(GROUPS).iter_rows(),
        "No block was cut.",
    )


def choices_table(options: Mapping[str, Any]) -> str:
    """Return the choices and numbers."""
    flat = {name: value for name, value in options.items() if name != "settings"}
    return table(
        ("choice", "value"),
        ((name, ", ".join(value) if isinstance(value, list) else str(value)) for name, value in flat.items()),
        "",
    )


# -- for a terminal ----------------------------------------------------------------------------------------------------


def render_cleaning(told: Any) -> str:  # noqa: ANN401 - see page
    """Return what a cleaning did in a few lines."""
    lines = [sentence(told.totals)]
    for reason, documents, spans, characters in told.counts.iter_rows():
        cut = f" in {spans:,} spans" if spans else ""
        lines.append(f"  {reason:<12} {documents:>10,} documents {characters:>15,} characters{cut}")
    if told.listed.height:
        lines.append(f"  {told.listed.height:,} short or empty documents are listed; they stay")
    if told.set_aside.height:
        first = told.set_aside.row(0, named=True)
        lines.append(f"  {told.set_aside.height:,} inputs could not be read: {first['origin']}: {first['reason']}")
    return "\n".join(lines)


def render_examples(told: Any) -> str:  # noqa: ANN401 - see page
    """Return what a cleaning would do, with examples of each reason."""
    lines = [render_cleaning(told), ""]
    for part in told.removed.sort("kind", maintain_order=True).partition_by("kind", maintain_order=True):
        lines += [removal_line(row) for row in part.head(EXAMPLES).iter_rows(named=True)]
    for part in told.cuts.sort("reason", maintain_order=True).partition_by("reason", maintain_order=True):
        lines += [cut_line(row) for row in part.head(EXAMPLES).iter_rows(named=True)]
    return "\n".join(lines)


def removal_line(row: Mapping[str, Any]) -> str:
    """Return one removal on a line."""
    measures = f"Jaccard {row['jaccard']:.3f}, {row['contained']:.0%} of it"
    return f"  {row['kind']:<12} {row['document_id']} for {row['kept_id']} ({measures})"


def cut_line(row: Mapping[str, Any]) -> str:
    """Return one cut on a line."""
    return f"  {row['reason']:<12} {row['document_id']} [{row['start']}, {row['stop']}): {brief(row['text'])}"


def brief(text: str, most: int = 80) -> str:
    """Return the beginning of a text on one line, without characters that move a cursor."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def render_fate(fates: Sequence[Any]) -> str:
    """Return what became of one document (``provenance.cleaning.Fate``), of several of that id one after another."""
    return "\n\n".join("\n".join(fate_lines(fate)) for fate in fates)


def fate_lines(fate: Any) -> list[str]:  # noqa: ANN401 - see page
    """Return what became of one document."""
    document, removed = fate.document, fate.removed
    size = f"{document['tokens']:,} words, {document['characters']:,} characters"
    lines = [f"{document['document_id']}  ({document['path']}, {size})"]
    if removed:
        measures = f"Jaccard {removed['jaccard']:.3f}; {removed['contained']:.0%} of it stands there"
        lines.append(f"  went: {removed['kind']}, for {removed['kept_id']} in {removed['kept_path']} ({measures})")
    else:
        lines.append("  stays")
    for cut in fate.cuts.iter_rows(named=True):
        still = (
            f", still at [{cut['still_start']}, {cut['still_stop']}) of {cut['still_id']}" if cut["still_id"] else ""
        )
        lines.append(f"  cut [{cut['start']}, {cut['stop']}): {cut['reason']}{still}: {brief(cut['text'], 60)}")
    lines += [
        f"  stands for {row['document_id']} ({row['kind']}, Jaccard {row['jaccard']:.3f})"
        for row in fate.stands_for.iter_rows(named=True)
    ]
    for row in fate.alike.head(EXAMPLES).iter_rows(named=True):
        other = row["right_id"] if row["left_id"] == document["document_id"] else row["left_id"]
        enough = "at least" if row["jaccard"] >= fate.near else "below"
        lines.append(f"  measured against {other}: Jaccard {row['jaccard']:.3f} ({enough} {fate.near:g})")
    return lines
