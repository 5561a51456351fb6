"""The result of a cleaning in a few lines, for a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from provenance.reports.terminal import sanitize
from provenance.reports.wording import percent, quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EXAMPLES = 5


def totals_sentence(totals: Mapping[str, int]) -> str:
    """Return the totals of a cleaning in two sentences."""
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


def render_cleaning(cleaned: Any) -> str:  # noqa: ANN401 - provenance.Cleaned, of a higher floor
    """Return what a cleaning removed, in a few lines."""
    lines = [totals_sentence(cleaned.totals)]
    for reason, documents, spans, characters in cleaned.counts.iter_rows():
        cut = f" in {quantity(spans, 'span')}" if spans else ""
        noun = "document " if documents == 1 else "documents"
        lines.append(f"  {reason:<12} {documents:>10,} {noun} {characters:>15,} characters{cut}")
    if cleaned.totals.get("items"):
        items, sought = cleaned.totals["items"], cleaned.totals["items_sought"]
        rest = f"; {items - sought:,} are too short or hold no text" if items > sought else ""
        lines.append(f"  evaluation sets: {sought:,} of {quantity(items, 'item')} looked for{rest}")
        lines.append("  only items in their own words are found: one that was reworded or translated is not")
    lines += [sanitize(f"  {line}") for line in split_lines(cleaned)]
    if cleaned.listed.height:
        stay = "it stays" if cleaned.listed.height == 1 else "they stay"
        lines.append(f"  short or empty and listed: {quantity(cleaned.listed.height, 'document')}; {stay}")
    if cleaned.set_aside.height:
        first = cleaned.set_aside.row(0, named=True)
        rejected = quantity(cleaned.set_aside.height, "input")
        lines.append(sanitize(f"  {rejected} could not be read: {first['origin']}: {first['reason']}"))
    if cleaned.out:
        place = cleaned.address or cleaned.out
        lines.append(f"Written to {place}: look at report.html; provenance restore gives the input back.")
    return "\n".join(lines)


def cleaning_json(cleaned: Any) -> str:  # noqa: ANN401 - see render_cleaning
    """Return the summary of a cleaning as one JSON object for programs."""
    tables = {name: getattr(cleaned, name).to_dicts() for name in ("counts", "splits", "sources", "outlets", "lengths")}
    summary = {
        "out": cleaned.address or (str(cleaned.out) if cleaned.out else None),
        "options": cleaned.options.fingerprint(),
        **cleaned.totals,
        "listed": cleaned.listed.height,
        "set_aside": cleaned.set_aside.to_dicts(),
        **tables,
    }
    return json.dumps(summary, ensure_ascii=False)


def split_lines(cleaned: Any) -> list[str]:  # noqa: ANN401 - see render_cleaning
    """Return what the splits of the inputs share, and what went from one for the sake of another."""
    if cleaned.splits.is_empty():
        return []
    order = cleaned.options.split_order
    lines = [
        f"split {split}: {kept:,} of {quantity(documents, 'document')} stay"
        + (f"; {removed:,} went for a copy in another split" if removed else "")
        + (f"; {shared:,} stay that have a copy in another split" if shared else "")
        for split, documents, kept, removed, shared in cleaned.splits.iter_rows()
    ]
    if cleaned.shared.height and not order:
        names = ",".join(reversed(cleaned.splits["split"].to_list()))
        lines.append(f"splits stay apart; --split-order {names} removes the copies from the splits named later")
    return lines


def render_examples(cleaned: Any) -> str:  # noqa: ANN401 - see render_cleaning
    """Return what a cleaning would remove, with examples of each reason."""
    lines = [render_cleaning(cleaned), ""]
    for part in cleaned.removed.sort("kind", maintain_order=True).partition_by("kind", maintain_order=True):
        lines += [removal_line(row) for row in part.head(EXAMPLES).iter_rows(named=True)]
    for part in cleaned.cuts.sort("reason", maintain_order=True).partition_by("reason", maintain_order=True):
        lines += [cut_line(row) for row in part.head(EXAMPLES).iter_rows(named=True)]
    return "\n".join(lines)


def removal_line(row: Mapping[str, Any]) -> str:
    """Return one removal on a line."""
    if row["kept_id"] is None:
        return sanitize(f"  {row['kind']:<12} {row['document_id']}")
    return sanitize(f"  {row['kind']:<12} {row['document_id']} for {row['kept_id']} ({similarity_phrase(row)})")


def similarity_phrase(row: Mapping[str, Any]) -> str:
    """Return how a removed document matches the one that is kept in its place."""
    if row["kind"] == "evaluation" and not row["jaccard"]:
        return f"holds {percent(row['contains'])} of the item's runs of words"
    return f"Jaccard {row['jaccard']:.3f}; {percent(row['contained'])} of it stands there"


def cut_line(row: Mapping[str, Any]) -> str:
    """Return one cut on a line."""
    location = sanitize(f"{row['document_id']} [{row['start']}, {row['stop']})")
    return f"  {row['reason']:<12} {location}: {one_line(row['text'])}"


def one_line(text: str, limit: int = 80) -> str:
    """Return the beginning of a text on one line, without characters that move a cursor."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"


def render_dispositions(dispositions: Sequence[Any]) -> str:
    """Return what a cleaning decided about a document (``provenance.cleaning.output.explain.Disposition``) as text.

    Several documents of one id come one after another.
    """
    return "\n\n".join("\n".join(disposition_lines(disposition)) for disposition in dispositions)


def disposition_lines(disposition: Any) -> list[str]:  # noqa: ANN401 - see render_dispositions
    """Return what a cleaning decided about one document, line by line."""
    document, removed = disposition.document, disposition.removed
    size = f"{quantity(document['tokens'], 'word')}, {quantity(document['characters'], 'character')}"
    place = f"{document['path']}, position {document['position']}" if document["position"] else document["path"]
    lines = [f"{document['document_id']}  ({place}; {size})"]
    if removed and removed["kept_id"] is None:
        lines.append(f"  went: {removed['kind']}")
    elif removed:
        similarity = similarity_phrase(removed)
        lines.append(f"  went: {removed['kind']}, for {removed['kept_id']} in {removed['kept_path']} ({similarity})")
    else:
        lines.append("  stays")
    lines += [disposition_of_span(cut) for cut in disposition.cuts.iter_rows(named=True)]
    lines += [
        f"  stands for {row['document_id']} ({row['kind']}; {similarity_phrase(row)})"
        for row in disposition.copies.iter_rows(named=True)
    ]
    for row in disposition.pairs.head(EXAMPLES).iter_rows(named=True):
        partner = row["right_id"] if row["left_id"] == document["document_id"] else row["left_id"]
        verdict = pair_verdict(row, disposition.near)
        lines.append(f"  measured against {partner}: Jaccard {row['jaccard']:.3f} ({verdict})")
    return [sanitize(line) for line in lines]


TWO_TEXTS = {
    "names": "pages of one template, with other names",
    "numbers": "pages of one template, with other numbers",
    "body": "alike in other parts than their prose",
}
"""What ``difference`` of a pair says in words."""


def pair_verdict(pair: Mapping[str, Any], near: float) -> str:
    """Return in words what a comparison of two texts came to: Jaccard alone does not decide.

    Args:
        pair: a row of ``measures/pairs.parquet``.
        near: least similarity of near-duplicates.
    """
    if max(pair["jaccard"], pair["body_jaccard"] or 0.0) < near:
        return "not near enough"
    return TWO_TEXTS[pair["difference"]] if pair["difference"] else "near-duplicates"


def disposition_of_span(cut: Mapping[str, Any]) -> str:
    """Return one cut of a document on a line, with the surviving copy of its text."""
    still = f", still at [{cut['still_start']}, {cut['still_stop']}) of {cut['still_id']}" if cut["still_id"] else ""
    return f"  cut [{cut['start']}, {cut['stop']}): {cut['reason']}{still}: {one_line(cut['text'], 60)}"
