"""What a cleaning did, in a few lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.reports.terminal import sanitize
from provenance.reports.wording import percent, quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXAMPLES = 5


def sentence(totals: Mapping[str, int]) -> str:
    """Return the sums of a cleaning in two sentences."""
    left = 100 * totals["characters_left"] / totals["characters"] if totals["characters"] else 100.0
    compared = f"{quantity(totals['compared'], 'pair')} of texts compared"
    bounded = (
        f"; {quantity(totals['left_out'], 'text')} not with all that they may be like" if totals["left_out"] else ""
    )
    return (
        f"Of {quantity(totals['documents'], 'document')} {totals['kept']:,} stay and {totals['removed']:,} go; "
        f"{totals['cut']:,} of those that stay lose a block. {left:.1f} % of the characters are left. "
        f"{compared}{bounded}."
    )


def render_cleaning(told: Any) -> str:  # noqa: ANN401 - provenance.cleaning.Cleaned, of a floor above
    """Return what a cleaning did in a few lines."""
    lines = [sentence(told.totals)]
    for reason, documents, spans, characters in told.counts.iter_rows():
        cut = f" in {quantity(spans, 'span')}" if spans else ""
        noun = "document " if documents == 1 else "documents"
        lines.append(f"  {reason:<12} {documents:>10,} {noun} {characters:>15,} characters{cut}")
    if told.listed.height:
        stay = "it stays" if told.listed.height == 1 else "they stay"
        lines.append(f"  short or empty and listed: {quantity(told.listed.height, 'document')}; {stay}")
    if told.set_aside.height:
        first = told.set_aside.row(0, named=True)
        many = quantity(told.set_aside.height, "input")
        lines.append(sanitize(f"  {many} could not be read: {first['origin']}: {first['reason']}"))
    if told.out:
        lines.append(f"Written to {told.out}: look at report.html; provenance restore gives the input back.")
    return "\n".join(lines)


def render_examples(told: Any) -> str:  # noqa: ANN401 - see render_cleaning
    """Return what a cleaning would do, with examples of each reason."""
    lines = [render_cleaning(told), ""]
    for part in told.removed.sort("kind", maintain_order=True).partition_by("kind", maintain_order=True):
        lines += [removal_line(row) for row in part.head(EXAMPLES).iter_rows(named=True)]
    for part in told.cuts.sort("reason", maintain_order=True).partition_by("reason", maintain_order=True):
        lines += [cut_line(row) for row in part.head(EXAMPLES).iter_rows(named=True)]
    return "\n".join(lines)


def removal_line(row: Mapping[str, Any]) -> str:
    """Return one removal on a line."""
    if row["kept_id"] is None:
        return sanitize(f"  {row['kind']:<12} {row['document_id']}")
    return sanitize(f"  {row['kind']:<12} {row['document_id']} for {row['kept_id']} ({measures(row)})")


def measures(row: Mapping[str, Any]) -> str:
    """Return how a document that goes and the one that it goes for match."""
    if row["kind"] == "evaluation" and not row["jaccard"]:
        return f"holds {percent(row['contains'])} of the item's runs of words"
    return f"Jaccard {row['jaccard']:.3f}; {percent(row['contained'])} of it stands there"


def cut_line(row: Mapping[str, Any]) -> str:
    """Return one cut on a line."""
    where = sanitize(f"{row['document_id']} [{row['start']}, {row['stop']})")
    return f"  {row['reason']:<12} {where}: {brief(row['text'])}"


def brief(text: str, most: int = 80) -> str:
    """Return the beginning of a text on one line, without characters that move a cursor."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def render_fate(fates: Sequence[Any]) -> str:
    """Return what became of one document (``provenance.cleaning.Fate``), of several of that id one after another."""
    return "\n\n".join("\n".join(fate_lines(fate)) for fate in fates)


def fate_lines(fate: Any) -> list[str]:  # noqa: ANN401 - see render_cleaning
    """Return what became of one document."""
    document, removed = fate.document, fate.removed
    size = f"{quantity(document['tokens'], 'word')}, {quantity(document['characters'], 'character')}"
    place = f"{document['path']}, position {document['position']}" if document["position"] else document["path"]
    lines = [f"{document['document_id']}  ({place}; {size})"]
    if removed and removed["kept_id"] is None:
        lines.append(f"  went: {removed['kind']}")
    elif removed:
        lines.append(
            f"  went: {removed['kind']}, for {removed['kept_id']} in {removed['kept_path']} ({measures(removed)})"
        )
    else:
        lines.append("  stays")
    lines += [fate_of_span(cut) for cut in fate.cuts.iter_rows(named=True)]
    lines += [
        f"  stands for {row['document_id']} ({row['kind']}; {measures(row)})"
        for row in fate.stands_for.iter_rows(named=True)
    ]
    for row in fate.alike.head(EXAMPLES).iter_rows(named=True):
        other = row["right_id"] if row["left_id"] == document["document_id"] else row["left_id"]
        enough = "at least" if row["jaccard"] >= fate.near else "below"
        lines.append(f"  measured against {other}: Jaccard {row['jaccard']:.3f} ({enough} {fate.near:g})")
    return [sanitize(line) for line in lines]


def fate_of_span(cut: Mapping[str, Any]) -> str:
    """Return one cut of a document on a line, with the place where the same text still stands."""
    still = f", still at [{cut['still_start']}, {cut['still_stop']}) of {cut['still_id']}" if cut["still_id"] else ""
    return f"  cut [{cut['start']}, {cut['stop']}): {cut['reason']}{still}: {brief(cut['text'], 60)}"
