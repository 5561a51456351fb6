"""The answers of single commands: where a text is from, repeated blocks, copies without a credit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import polars as pl

from provenance.reports.comparison import quoted_excerpt
from provenance.reports.terminal import paint, truncate, wrap_text
from provenance.reports.wording import (
    MATCH_KINDS,
    STRONGEST,
    cell_text,
    confidence_word,
    evidence_sentences,
    format_time,
    percent,
    quantity,
    quoted_title,
)
from provenance.tables import SOURCE_ROLES

Row = Mapping[str, Any]

MOST_REASONS = 2
"""Reasons shown for a document without a credit, the strongest first; ``chains --explain all`` shows all."""

MOST_CREDITS = 3
"""Credits of a pasted text that are shown, the strongest first."""


MIN_SENTENCES = "three sentences"
"""Least text that is compared by meaning, in words."""

BASES = {
    "meaning": "No words in common; these say the same in other words or in another language.",
    "confused letters": "No words in common as they stand, but where letters that scanners confuse are taken as one.",
}
"""How sources were found that were not found by words."""


def looked_for(corpus: Mapping[str, Any], basis: str) -> str:
    """Return what was looked for, and what was not, where nothing was found."""
    embedded = corpus.get("embedded", 0)
    looked = "Looked for runs of the same words, and for headlines"
    if embedded:
        looked += f"; among {quantity(embedded, 'document')} that are compared by meaning, for {MIN_SENTENCES} that say"
        looked += " the same in other words or in another language"
    if basis == "confused letters":
        looked += "; for words whose letters a scanner confused"
    missing = "" if embedded else " Not looked for: the same in other words, or in another language."
    return f"{looked}.{missing} Ten words can show a quotation or a headline, not a source."


def _origin_line(row: Row) -> str:
    """Return which of the documents is the likeliest origin, and where that goes back to."""
    name = cell_text(row["outlet"] or row["document_id"])
    line = f"Earliest known: {name}, {format_time(row['published_at'], row['published_precision'])}"
    if not row.get("hands"):
        return line
    root = cell_text(row["root_outlet"] or "a source that is unknown")
    return f"{line}; goes back to {root}" + (", whose story is not in the corpus" if row.get("root_unseen") else "")


def render_where(
    sources: pl.DataFrame,
    corpus: Mapping[str, Any],
    text: str = "",
    width: int = 100,
    colour: bool = False,
    credits: pl.DataFrame | None = None,  # noqa: A002 - named after its table, as everywhere
    basis: str = "words",
) -> str:
    """Return where a pasted text is from: its possible sources in the order of the rows, with shares and evidence.

    Args:
        sources: ``document_id``, ``outlet``, ``title``, ``published_at``, ``published_precision``, ``kind`` (of the
            match), ``share_of_text`` and ``share_of_document`` (0..1), ``passage_count``; may also have ``confidence``
            (0..1), ``evidence`` (JSON), ``itself_from`` (outlets that the document derives from), and ``start`` and
            ``stop`` of the longest passage in the text (code points, half open).
        corpus: ``documents`` (their number), ``first_at`` and ``last_at`` (times of publication, or None), and how many
            are ``embedded``.
        text: the pasted text, to quote the longest passage.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.
        credits: the credits in the text: ``role``, ``outlet``, ``value`` and ``strength``.
        basis: how the sources were found, or what was tried last: ``words``, ``meaning``, ``confused letters``.

    Returns:
        Lines without a final newline.
    """
    namings = credit_lines(credits, width) if credits is not None else []
    documents = f"{quantity(corpus['documents'], 'document')}{_period(corpus.get('first_at'), corpus.get('last_at'))}"
    if not sources.height:
        return "\n".join([f"Nothing found among {documents}.", *wrap_text(looked_for(corpus, basis), width), *namings])
    head = f"{quantity(sources.height, 'possible source')} among {documents}:"
    how = wrap_text(BASES[basis], width) if basis in BASES else []
    namings = [*how, truncate(_origin_line(sources.row(0, named=True)), width), *namings]
    quoted: set[str] = set()
    entries = ["\n".join(_source(rank, row, text, quoted, width, colour)) for rank, row in enumerate(_rows(sources), 1)]
    return "\n\n".join(["\n".join([head, *namings]), *entries])


def credit_lines(credits: pl.DataFrame, width: int) -> list[str]:  # noqa: A002 - named after its table
    """Return the credits of a text to its sources, the strongest first, each source once."""
    to_sources = credits.filter(pl.col("role").is_in(SOURCE_ROLES), pl.col("outlet").is_not_null())
    strongest = to_sources.sort("strength", descending=True, maintain_order=True).unique(
        "outlet", keep="first", maintain_order=True
    )
    rows = strongest.head(MOST_CREDITS).iter_rows(named=True)
    names = (f"{cell_text(row['outlet'])} ({row['role']}: {cell_text(row['value'])})" for row in rows)
    return [truncate(f"It credits {name}", width) for name in names]


def _rows(frame: pl.DataFrame) -> Iterator[Row]:
    return frame.iter_rows(named=True)


def _period(first: datetime | None, last: datetime | None) -> str:
    """Return from when to when the documents of the corpus are."""
    return f" from {format_time(first, 'day')} to {format_time(last, 'day')}" if first and last else ""


def _source(rank: int, row: Row, text: str, quoted: set[str], width: int, colour: bool) -> Iterator[str]:
    """Yield the lines of one possible source; a passage that is in ``quoted`` is not quoted again."""
    name = cell_text(row["outlet"] or row["document_id"])
    time = format_time(row["published_at"], row["published_precision"])
    heading = (f"{rank}. {name}", time, confidence_word(row.get("confidence")))
    yield paint(truncate("  ".join(part for part in heading if part), width), "bold", colour)
    if row["title"]:
        yield truncate(f"   {quoted_title(row['title'])}", width)
    shares = f"{percent(row['share_of_text'])} of your text, {percent(row['share_of_document'])} of the document"
    kind = MATCH_KINDS.get(row["kind"], cell_text(row["kind"]))
    yield truncate(f"   {shares}; {quantity(row['passage_count'], 'passage')} ({kind})", width)
    if row.get("credited"):
        yield "   your text names this outlet as its source"
    if row.get("itself_from"):
        yield truncate(f"   derives from {cell_text(row['itself_from'])}", width)
    if (
        text
        and row.get("stop")
        and (quotation := quoted_excerpt(text[row["start"] : row["stop"]], width - 3)) not in quoted
    ):
        quoted.add(quotation)
        yield f"   {quotation}"
    for reason in evidence_sentences(row.get("evidence"), STRONGEST):
        yield from ("   " + line for line in wrap_text(f"· {reason}", width - 3))
    yield paint(truncate(f"   {cell_text(row['document_id'])}", width), "dim", colour)


def render_repeats(repeats: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return the blocks that are repeated inside one document, by document, in the order of the rows.

    Args:
        repeats: ``document_id``, ``outlet``, ``first_start``, ``first_stop``, ``start``, ``stop`` (code points, half
            open), ``similarity`` (0..1), ``text`` (of the repeat), ``length`` (of the document, code points).
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline; one sentence where nothing is repeated.
    """
    if not repeats.height:
        return "No document repeats a block of its own text."
    documents: dict[str, list[Row]] = {}
    for row in _rows(repeats):
        documents.setdefault(row["document_id"], []).append(row)
    return "\n\n".join("\n".join(_document_repeats(rows, width, colour)) for rows in documents.values())


def _document_repeats(rows: list[Row], width: int, colour: bool) -> Iterator[str]:
    """Yield the lines of one document's repeats."""
    first = rows[0]
    characters = sum(row["stop"] - row["start"] for row in rows)
    outlet = f" ({cell_text(first['outlet'])})" if first["outlet"] else ""
    share = f"{characters:,} of {first['length']:,} characters are repeated text"
    yield paint(truncate(f"{cell_text(first['document_id'])}{outlet}: {share}", width), "bold", colour)
    for row in rows:
        likeness = "word for word" if row["similarity"] >= 1 else f"{percent(row['similarity'])} alike"
        spans = f"[{row['start']:,}, {row['stop']:,}) repeats [{row['first_start']:,}, {row['first_stop']:,})"
        yield truncate(f"  {spans}, {likeness}", width)
        yield "    " + quoted_excerpt(row["text"], width - 4)


def render_no_credit(copies: pl.DataFrame, width: int = 100, colour: bool = False) -> str:
    """Return documents that derive from a source and in which no credit to it was found.

    Args:
        copies: ``document_id``, ``outlet``, ``relation``, ``source_id``, ``source_outlet``, ``share_of_document``
            (0..1), ``confidence`` (0..1), ``unseen`` (whether the source is not in the corpus); may have ``evidence``.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.

    Returns:
        Lines without a final newline: for each document, in the order of the rows, a sentence and its reasons.
    """
    if not copies.height:
        return "Every document that derives from a source credits it."
    return "\n".join(line for row in _rows(copies) for line in _copy(row, width, colour))


def _copy(row: Row, width: int, colour: bool) -> Iterator[str]:
    """Yield the lines of one document without a credit: the source it derives from, and the evidence for that."""
    outlet, document = cell_text(row["outlet"] or row["document_id"]), cell_text(row["document_id"])
    source = cell_text(row["source_outlet"] or "an unknown source")
    yield paint(
        truncate(f"{outlet} {cell_text(row['relation'])} a story of {source}: no credit found", width), "bold", colour
    )
    share, confidence = percent(row["share_of_document"]), confidence_word(row["confidence"])
    origin = "comes from a story that is not in the corpus" if row["unseen"] else f"is in {cell_text(row['source_id'])}"
    for note in (
        f"{share} of {document} {origin} ({confidence})",
        *evidence_sentences(row.get("evidence"), MOST_REASONS),
    ):
        yield from (f"  {line}" for line in wrap_text(note, width - 2))


def render_next_commands(commands: Mapping[str, str], width: int = 100) -> str:
    """Return commands that a reader may try next, a line for each, with what it does."""
    size = max(map(len, commands), default=0)
    return "\n".join(truncate(f"  {command.ljust(size)}  {purpose}", width) for command, purpose in commands.items())
