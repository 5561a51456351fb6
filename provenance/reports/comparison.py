"""The shared passages of two documents side by side, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import polars as pl

from provenance.reports.terminal import (
    Token,
    display_width,
    layout_tokens,
    pad,
    paint,
    sanitize,
    truncate,
    wrap_text,
    wrap_tokens,
)
from provenance.reports.wording import (
    MATCH_KINDS,
    cell_text,
    confidence_word,
    credit_phrase,
    evidence_sentences,
    format_time,
    percent,
    quantity,
)

RULE = " │ "
WIDEST = 160
"""Columns of two texts side by side where the width is not bounded: each line is filled up to the middle."""
WORD_COMPARED = ("verbatim", "edited")
"""Kinds of passages that are compared word by word; in paraphrases and translations every word differs."""

DIFFERENCE_MARKS = {"left": ("[-", "-]", "red"), "right": ("{+", "+}", "green")}
"""How words of one side alone are marked: opening and closing bracket without colours, else a style."""

BREAK = Token("\n", spaced=True, breaks=True)
"""Stands for a break between paragraphs in the alignment; no token of a text contains a line break."""

Side = Mapping[str, Any]


def render_comparison(
    passages: pl.DataFrame,
    left: Side,
    right: Side,
    match: Mapping[str, Any] | None = None,
    width: int = 120,
    colour: bool = False,
    lines: int | None = None,
) -> str:
    """Return what two documents share, passage by passage, the left text beside the right.

    Args:
        passages: the pair's ``left_start``, ``left_stop``, ``right_start``, ``right_stop``, ``kind``, ``similarity``
            (and ``passage``); offsets are code points into the texts, half open. The order of the rows is kept.
        left: ``document_id``, ``text``, and where known ``outlet``, ``title``, ``published_at``,
            ``published_precision`` of the left document.
        right: the same of the right one.
        match: ``kind``, ``contained_left``, ``contained_right`` (0..1) of the pair, where it has a match; where one
            derives from the other also ``document_id``, ``source_id``, ``relation``, ``credited``, ``credit_status``,
            ``confidence``, ``evidence``.
        width: terminal columns to fill (≥ 40).
        colour: whether to mark words with colours; without colours, words of the left text alone are marked as
            ``[-…-]``, those of the right text alone as ``{+…+}``.
        lines: lines of each passage to show; all where None.

    Returns:
        A heading of both documents, how much they share, then each passage; lines without a final newline. Where the
        left document derives from the right one, the sides are swapped, so that the source is on the left.
    """
    width = min(width, WIDEST)
    half = (width - len(RULE)) // 2
    if match and match.get("source_id") == right["document_id"] != left["document_id"]:
        passages, left, right, match = _swapped_passages(passages), right, left, _swapped_match(match)
    summary = [_shared_sentence(passages, match)]
    if match and match.get("relation"):
        summary.append(_derivation_lines(match, width))
    parts = ["\n".join(_heading(left, right, half, colour)), "\n".join(summary)]
    parts += [_passage(row, left["text"], right["text"], half, colour, lines) for row in passages.iter_rows(named=True)]
    return "\n\n".join(parts)


def _swapped_passages(passages: pl.DataFrame) -> pl.DataFrame:
    """Return passages with their sides swapped, in the order of the new left text."""
    ends = ("start", "stop")
    names = {f"{old}_{end}": f"{new}_{end}" for old, new in (("left", "right"), ("right", "left")) for end in ends}
    return passages.rename(names).sort("left_start", "right_start", maintain_order=True)


def _swapped_match(match: Mapping[str, Any]) -> dict[str, Any]:
    """Return a match with its sides swapped."""
    return {**match, "contained_left": match["contained_right"], "contained_right": match["contained_left"]}


def _heading(left: Side, right: Side, half: int, colour: bool) -> Iterator[str]:
    """Yield the names, titles and times of the two documents, side by side."""
    for style, name in (("bold", _name), ("", _title), ("dim", _when)):
        sides = [pad(truncate(name(side), half), half) for side in (left, right)]
        yield RULE.join(paint(side, style, colour and bool(style)) for side in sides).rstrip()
    yield "─" * half + "─┼─" + "─" * half


def _name(side: Side) -> str:
    outlet = side.get("outlet")
    return f"{cell_text(outlet)}: {cell_text(side['document_id'])}" if outlet else cell_text(side["document_id"])


def _title(side: Side) -> str:
    return cell_text(side["title"]) if side.get("title") else "(no title)"


def _when(side: Side) -> str:
    return format_time(side.get("published_at"), side.get("published_precision"))


def _shared_sentence(passages: pl.DataFrame, match: Mapping[str, Any] | None) -> str:
    """Return how much the two share, as a sentence."""
    if not passages.height:
        kind = MATCH_KINDS.get(match["kind"], "") if match else ""
        return f"They share no passage{' but are ' + kind if kind else ''}."
    count = quantity(passages.height, "shared passage")
    if match is None:
        return f"{count}."
    shares = f"{percent(match['contained_left'])} of the left body and {percent(match['contained_right'])} of the right"
    return f"{count}: {shares} ({MATCH_KINDS.get(match['kind'], sanitize(str(match['kind'])))})."


def _derivation_lines(match: Mapping[str, Any], width: int) -> str:
    """Return which of the two derives from which, and the evidence."""
    document, source = cell_text(match["document_id"]), cell_text(match["source_id"])
    credit = credit_phrase(match.get("credited"), match.get("credit_status"))
    phrases = (cell_text(match["relation"]), credit, confidence_word(match.get("confidence")))
    relation = ", ".join(phrase for phrase in phrases if phrase)
    evidence = [f"· {sentence}" for sentence in evidence_sentences(match.get("evidence"))]
    notes = [f"{document} derives from {source}: {relation}.", *evidence]
    return "\n".join(line for note in notes for line in wrap_text(note, width))


def _passage(row: Mapping[str, Any], left: str, right: str, half: int, colour: bool, lines: int | None) -> str:
    """Return one passage: its offsets on both sides, and its text."""
    spans = [f"[{row[f'{side}_start']:,}, {row[f'{side}_stop']:,})" for side in ("left", "right")]
    kind = f"{row['kind']}, {percent(row['similarity'])} alike"
    head = paint(f"{spans[0]} ~ {spans[1]}  {kind}", "cyan", colour)
    texts = left[row["left_start"] : row["left_stop"]], right[row["right_start"] : row["right_stop"]]
    paragraphs = [
        _side_by_side(*pair, half, colour) for pair in _aligned_paragraphs(*texts, row["kind"] in WORD_COMPARED)
    ]
    blank = [" " * half + RULE.rstrip()]
    body = [line for index, part in enumerate(paragraphs) for line in (blank if index else []) + part]
    if lines is not None and len(body) > lines:
        body = [*body[:lines], f"… {quantity(len(body) - lines, 'more line')}"]
    return "\n".join([head, *body])


def _side_by_side(left: list[Token], right: list[Token], half: int, colour: bool) -> list[str]:
    """Return two runs of tokens as lines with both texts."""
    texts = {"left": left, "right": right}
    sides = [
        wrap_tokens(_marked_differences(words, *DIFFERENCE_MARKS[side], colour), half, colour)
        for side, words in texts.items()
    ]
    return [RULE.join(line).rstrip() for line in zip_longest(*sides, fillvalue=" " * half)]


def _marked_differences(words: list[Token], opening: str, closing: str, style: str, colour: bool) -> list[Token]:
    """Return tokens whose differing words have a style, or are put in brackets where there are no colours."""
    if colour:
        return [replace(word, style=style if word.style else "") for word in words]
    result = []
    for index, word in enumerate(words):
        opens = word.style and (index == 0 or not words[index - 1].style)
        closes = word.style and (index + 1 == len(words) or not words[index + 1].style)
        text = (opening if opens else "") + word.text + (closing if closes else "")
        result.append(replace(word, text=text, style=""))
    return result


def _aligned_paragraphs(left: str, right: str, word_by_word: bool) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield two texts in pairs of parts, a new pair where both begin a paragraph at the same place.

    Words of one side alone have the style ``differs``. The alignment is Ratcliff and Obershelp's, as in difflib.
    """
    left_words, right_words = layout_tokens(left), layout_tokens(right)
    if not word_by_word:
        yield left_words, right_words
        return
    left_words, right_words = _with_breaks(left_words), _with_breaks(right_words)
    part: tuple[list[Token], list[Token]] = ([], [])
    matcher = SequenceMatcher(None, _folded(left_words), _folded(right_words))
    for tag, left_start, left_stop, right_start, right_stop in matcher.get_opcodes():
        left_run, right_run = left_words[left_start:left_stop], right_words[right_start:right_stop]
        if tag != "equal":
            part[0].extend(replace(word, style="differs") for word in left_run if word is not BREAK)
            part[1].extend(replace(word, style="differs") for word in right_run if word is not BREAK)
            continue
        for left_word, right_word in zip(left_run, right_run, strict=True):
            if left_word is BREAK:
                yield part
                part = ([], [])
            else:
                part[0].append(left_word)
                part[1].append(right_word)
    yield part


def _with_breaks(words: list[Token]) -> list[Token]:
    """Return tokens with one for each break between paragraphs, so that breaks are aligned as words are."""
    return [token for index, word in enumerate(words) for token in ([BREAK, word] if word.breaks and index else [word])]


def _folded(words: list[Token]) -> list[str]:
    """Return the words as they are compared: case and the shape of quotation marks make no difference."""
    return [word.text.casefold().translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}) for word in words]


def quoted_excerpt(text: str, limit: int) -> str:
    """Return the beginning and end of a text on one line of at most ``limit`` columns, in quotation marks."""
    line = " ".join(sanitize(text).split())
    if display_width(line) <= limit - 2:
        return f"“{line}”"
    tail = _last_words(line, limit // 4)
    return f"“{truncate(line, limit - 3 - display_width(tail))} {tail}”"


def _last_words(line: str, limit: int) -> str:
    """Return the end of a line in at most ``limit`` columns, cut between words where there are spaces."""
    tail = line[-limit:]
    while display_width(tail) > limit:
        tail = tail[1:]
    return tail.partition(" ")[2] or tail
