"""The answers of single commands: where a text is from, what stands twice, who credits nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import polars as pl

from provenance.reports.comparison import excerpt
from provenance.reports.terminal import cut, lines_of, paint
from provenance.reports.wording import MATCH_KINDS, certainty, counted, moment, percent, reasons, titled, value

Row = Mapping[str, Any]

REASONS = 2
"""Reasons shown for a document without a credit: the weightiest ones; ``chains --explain`` says all."""

OWN_WORDS = ("source", "byline", "contribution", "translation")
"""Roles of credits by which a text says where it is from."""

MOST_CREDITS = 3
"""Credits of a pasted text that are shown: the strongest."""


def render_where(
    sources: pl.DataFrame,
    corpus: Mapping[str, Any],
    text: str = "",
    width: int = 100,
    colour: bool = False,
    credits: pl.DataFrame | None = None,  # noqa: A002 - the frame is called so everywhere
) -> str:
    """Return where a pasted text is from: its sources in the order of the rows, each with share, passages and reasons.

    Args:
        sources: ``document_id``, ``outlet``, ``title``, ``published_at``, ``published_precision``, ``kind`` (of the
            match), ``share_of_text`` and ``share_of_document`` (0..1), ``passage_count``; may also have ``confidence``
            (0..1), ``evidence`` (JSON reasons), ``itself_from`` (whom the document derives from), and ``start`` and
            ``stop`` of the longest passage in the text.
        corpus: ``documents`` (how many were looked at), ``first_at`` and ``last_at`` (times, or None).
        text: the pasted text, for a quotation from the longest passage.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.
        credits: what the text says of its source: ``role``, ``outlet``, ``value`` and ``strength``.

    Returns:
        Lines without a final newline.
    """
    own = _own_words(credits, width) if credits is not None else []
    among = f"{counted(corpus['documents'], 'document')}{_between(corpus.get('first_at'), corpus.get('last_at'))}"
    if not sources.height:
        return "\n".join([f"Nothing found among {among}.", *own])
    head = f"{counted(sources.height, 'possible source')} among {among}:"
    said: set[str] = set()
    entries = ["\n".join(_source(at, row, text, said, width, colour)) for at, row in enumerate(_rows(sources), 1)]
    return "\n\n".join(["\n".join([head, *own]), *entries])


def _own_words(credits: pl.DataFrame, width: int) -> list[str]:  # noqa: A002 - the frame is called so everywhere
    """Return what a text says of its source, the strongest credits first, each source once."""
    named = credits.filter(pl.col("role").is_in(OWN_WORDS), pl.col("outlet").is_not_null())
    best = named.sort("strength", descending=True, maintain_order=True).unique(
        "outlet", keep="first", maintain_order=True
    )
    rows = best.head(MOST_CREDITS).iter_rows(named=True)
    told = [f"{value(row['outlet'])} ({row['role']}: {value(row['value'])})" for row in rows]
    return [cut(f"It says of itself: {each}", width) for each in told]


def _rows(frame: pl.DataFrame) -> Iterator[Row]:
    return frame.iter_rows(named=True)


def _between(first: datetime | None, last: datetime | None) -> str:
    """Return the time that the corpus spans."""
    return f" from {moment(first, 'day')} to {moment(last, 'day')}" if first and last else ""


def _source(rank: int, row: Row, text: str, said: set[str], width: int, colour: bool) -> Iterator[str]:
    """Return one possible source; a quotation that has been said before is not said again."""
    name = value(row["outlet"] or row["document_id"])
    when = moment(row["published_at"], row["published_precision"])
    sure = certainty(row.get("confidence"))
    yield paint(cut("  ".join(each for each in (f"{rank}. {name}", when, sure) if each), width), "bold", colour)
    if row["title"]:
        yield cut(f"   {titled(row['title'])}", width)
    shares = f"{percent(row['share_of_text'])} of your text, {percent(row['share_of_document'])} of the document"
    what = MATCH_KINDS.get(row["kind"], value(row["kind"]))
    yield cut(f"   {shares}; {counted(row['passage_count'], 'passage')} ({what})", width)
    if row.get("credited"):
        yield "   your text names this outlet as its source"
    if row.get("itself_from"):
        yield cut(f"   derives from {value(row['itself_from'])} itself", width)
    if text and row.get("stop") and (quotation := excerpt(text[row["start"] : row["stop"]], width - 3)) not in said:
        said.add(quotation)
        yield f"   {quotation}"
    for reason in reasons(row.get("evidence")):
        yield from ("   " + line for line in lines_of(f"· {reason}", width - 3))
    yield paint(cut(f"   {value(row['document_id'])}", width), "dim", colour)


def render_repeats(repeats: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return the runs of text that stand twice inside one document, document by document in the order of the rows.

    Args:
        repeats: ``document_id``, ``outlet``, ``first_start``, ``first_stop``, ``start``, ``stop`` (code points, half
            open), ``similarity`` (0..1), ``said`` (the repeating text), ``length`` (of the document, code points).
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline; one sentence where nothing repeats.
    """
    if not repeats.height:
        return "No block stands twice inside one document."
    documents: dict[str, list[Row]] = {}
    for row in _rows(repeats):
        documents.setdefault(row["document_id"], []).append(row)
    return "\n\n".join("\n".join(_repeating(rows, width, colour)) for rows in documents.values())


def _repeating(rows: list[Row], width: int, colour: bool) -> Iterator[str]:
    """Return one document's repeats."""
    first = rows[0]
    twice = sum(row["stop"] - row["start"] for row in rows)
    outlet = f" ({value(first['outlet'])})" if first["outlet"] else ""
    said = f"{twice:,} of {first['length']:,} characters are said before"
    yield paint(cut(f"{value(first['document_id'])}{outlet}: {said}", width), "bold", colour)
    for row in rows:
        how = "word for word" if row["similarity"] >= 1 else f"{percent(row['similarity'])} alike"
        again = f"[{row['start']:,}, {row['stop']:,}) says again"
        yield cut(f"  {again} what [{row['first_start']:,}, {row['first_stop']:,}) said, {how}", width)
        yield "    " + excerpt(row["said"], width - 4)


def render_no_credit(copies: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return documents that derive from a source and in which no credit to it was found.

    Args:
        copies: ``document_id``, ``outlet``, ``relation``, ``source_id``, ``source_outlet``, ``share_of_document``
            (0..1), ``confidence`` (0..1), ``unseen`` (whether the source is not in the corpus); may have ``evidence``.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        A sentence a document, in the order of the rows, without a final newline.
    """
    if not copies.height:
        return "Every document that derives from a source credits it."
    return "\n".join(line for row in _rows(copies) for line in _copy(row, width, colour))


def _copy(row: Row, width: int, colour: bool) -> Iterator[str]:
    """Return one document without a credit, and the reasons why it is held to derive from its source."""
    outlet, document = value(row["outlet"] or row["document_id"]), value(row["document_id"])
    source = value(row["source_outlet"] or "an unknown source")
    yield paint(cut(f"{outlet} {value(row['relation'])} a story of {source}: no credit found", width), "bold", colour)
    share, sure = percent(row["share_of_document"]), certainty(row["confidence"])
    where = "comes from a story that is not in the corpus" if row["unseen"] else f"is in {value(row['source_id'])}"
    for note in (f"{share} of {document} {where} ({sure})", *reasons(row.get("evidence"))[:REASONS]):
        yield from (f"  {line}" for line in lines_of(note, width - 2))


def render_also(commands: Mapping[str, str], width: int = 100) -> str:
    """Return what a reader may try next: each command with what it answers, below each other."""
    size = max(map(len, commands), default=0)
    return "\n".join(cut(f"  {command.ljust(size)}  {what}", width) for command, what in commands.items())
