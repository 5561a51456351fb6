"""Shared passages of two documents side by side, their differing words marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import polars as pl

from provenance.reports.terminal import Token, columns, cut, harmless, lines_of, pad, paint, tokens, wrapped
from provenance.reports.wording import MATCH_KINDS, certainty, counted, credit_words, moment, percent, reasons, value

RULE = " │ "
COMPARED = ("verbatim", "edited")
"""Kinds of passages whose words can be held against each other; of the others every word differs."""

MARKED = {"left": ("[-", "-]", "red"), "right": ("{+", "+}", "green")}
"""How words that only one side has are set off, without colours and with."""

BREAK = Token("\n", spaced=True, breaks=True)
"""Stands for the break between two paragraphs while texts are aligned; no token of a text holds a line break."""

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
        colour: whether to mark words with colours; without, words that only the left has stand in ``[-…-]``, those
            that only the right has in ``{+…+}``.
        lines: lines of each passage to show; all where None.

    Returns:
        A heading of both documents, what they share in words, then each passage; lines without a final newline. Where
        the left document derives from the right one the sides are changed, so that the source stands on the left.
    """
    half = (width - len(RULE)) // 2
    if match and match.get("source_id") == right["document_id"] != left["document_id"]:
        passages, left, right, match = _turned(passages), right, left, _turned_match(match)
    said = [_shared(passages, match), *([_derived(match, width)] if match and match.get("relation") else [])]
    parts = ["\n".join(_heading(left, right, half, colour)), "\n".join(said)]
    parts += [_passage(row, left["text"], right["text"], half, colour, lines) for row in passages.iter_rows(named=True)]
    return "\n\n".join(parts)


def _turned(passages: pl.DataFrame) -> pl.DataFrame:
    """Return passages with their sides changed, in the order of what is then the left text."""
    ends = ("start", "stop")
    names = {
        f"{side}_{end}": f"{other}_{end}" for side, other in (("left", "right"), ("right", "left")) for end in ends
    }
    return passages.rename(names).sort("left_start", "right_start", maintain_order=True)


def _turned_match(match: Mapping[str, Any]) -> dict[str, Any]:
    """Return a match with its sides changed."""
    return {**match, "contained_left": match["contained_right"], "contained_right": match["contained_left"]}


def _heading(left: Side, right: Side, half: int, colour: bool) -> Iterator[str]:
    """Return the two documents' names, titles and times beside each other."""
    for style, name in (("bold", _name), ("", _title), ("dim", _when)):
        sides = [pad(cut(name(side), half), half) for side in (left, right)]
        yield RULE.join(paint(side, style, colour and bool(style)) for side in sides).rstrip()
    yield "─" * half + "─┼─" + "─" * half


def _name(side: Side) -> str:
    outlet = side.get("outlet")
    return f"{value(outlet)}: {value(side['document_id'])}" if outlet else value(side["document_id"])


def _title(side: Side) -> str:
    return value(side["title"]) if side.get("title") else "(no title)"


def _when(side: Side) -> str:
    return moment(side.get("published_at"), side.get("published_precision"))


def _shared(passages: pl.DataFrame, match: Mapping[str, Any] | None) -> str:
    """Return in a sentence how much the two share."""
    if not passages.height:
        what = MATCH_KINDS.get(match["kind"], "") if match else ""
        return f"They share no passage{' but are ' + what if what else ''}."
    found = counted(passages.height, "shared passage")
    if match is None:
        return f"{found}."
    shares = f"{percent(match['contained_left'])} of the left body and {percent(match['contained_right'])} of the right"
    return f"{found}: {shares} ({MATCH_KINDS.get(match['kind'], harmless(str(match['kind'])))})."


def _derived(match: Mapping[str, Any], width: int) -> str:
    """Return which derives from which, and why."""
    document, source = value(match["document_id"]), value(match["source_id"])
    credit = credit_words(match.get("credited"), match.get("credit_status"))
    how = ", ".join(each for each in (value(match["relation"]), credit, certainty(match.get("confidence"))) if each)
    notes = [f"{document} derives from {source}: {how}.", *(f"· {each}" for each in reasons(match.get("evidence")))]
    return "\n".join(line for note in notes for line in lines_of(note, width))


def _passage(row: Mapping[str, Any], left: str, right: str, half: int, colour: bool, lines: int | None) -> str:
    """Return one passage: where it stands on both sides, and its text."""
    spans = [f"[{row[f'{side}_start']:,}, {row[f'{side}_stop']:,})" for side in ("left", "right")]
    what = f"{row['kind']}, {percent(row['similarity'])} alike"
    head = paint(f"{spans[0]} ~ {spans[1]}  {what}", "cyan", colour)
    texts = left[row["left_start"] : row["left_stop"]], right[row["right_start"] : row["right_stop"]]
    parts = [_beside(*part, half, colour) for part in _aligned(*texts, row["kind"] in COMPARED)]
    shown = [line for at, part in enumerate(parts) for line in ([" " * half + RULE.rstrip()] if at else []) + part]
    if lines is not None and len(shown) > lines:
        shown = [*shown[:lines], f"… {counted(len(shown) - lines, 'more line')}"]
    return "\n".join([head, *shown])


def _beside(left: list[Token], right: list[Token], half: int, colour: bool) -> list[str]:
    """Return two runs of tokens as lines beside each other."""
    texts = {"left": left, "right": right}
    sides = [wrapped(_marked(words, *MARKED[side], colour), half, colour) for side, words in texts.items()]
    return [RULE.join(line).rstrip() for line in zip_longest(*sides, fillvalue=" " * half)]


def _marked(words: list[Token], opening: str, closing: str, style: str, colour: bool) -> list[Token]:
    """Return tokens whose differing words carry a colour, or stand in brackets where there are no colours."""
    if colour:
        return [replace(word, style=style if word.style else "") for word in words]
    shown = []
    for at, word in enumerate(words):
        first = word.style and (at == 0 or not words[at - 1].style)
        last = word.style and (at + 1 == len(words) or not words[at + 1].style)
        text = (opening if first else "") + word.text + (closing if last else "")
        shown.append(replace(word, text=text, style=""))
    return shown


def _aligned(left: str, right: str, compared: bool) -> Iterator[tuple[list[Token], list[Token]]]:
    """Return two texts in parts that belong beside each other: paragraph by paragraph, where both begin one together.

    Words that only one side has carry a style. The alignment is Ratcliff and Obershelp's, as Python's difflib does it.
    """
    here, there = tokens(left), tokens(right)
    if not compared:
        yield here, there
        return
    here, there = _with_breaks(here), _with_breaks(there)
    part: tuple[list[Token], list[Token]] = ([], [])
    for tag, a, b, c, d in SequenceMatcher(None, _folded(here), _folded(there)).get_opcodes():
        if tag != "equal":
            part[0].extend(replace(word, style="differs") for word in here[a:b] if word is not BREAK)
            part[1].extend(replace(word, style="differs") for word in there[c:d] if word is not BREAK)
            continue
        for one, other in zip(here[a:b], there[c:d], strict=True):
            if one is BREAK:
                yield part
                part = ([], [])
            else:
                part[0].append(one)
                part[1].append(other)
    yield part


def _with_breaks(words: list[Token]) -> list[Token]:
    """Return tokens with one that stands for the break between paragraphs, so that breaks are aligned like words."""
    return [each for at, word in enumerate(words) for each in ([BREAK, word] if word.breaks and at else [word])]


def _folded(words: list[Token]) -> list[str]:
    """Return what is held against each other: case and the shape of quotation marks do not count as a difference."""
    return [word.text.casefold().translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}) for word in words]


def excerpt(text: str, limit: int) -> str:
    """Return the beginning and the end of a text in one line of at most ``limit`` columns, in quotation marks."""
    line = " ".join(harmless(text).split())
    if columns(line) <= limit - 2:
        return f"“{line}”"
    tail = _end(line, limit // 4)
    return f"“{cut(line, limit - 3 - columns(tail))} {tail}”"


def _end(line: str, limit: int) -> str:
    """Return the end of a line in at most ``limit`` columns, from the beginning of a word where it has words."""
    tail = line[-limit:]
    while columns(tail) > limit:
        tail = tail[1:]
    return tail.partition(" ")[2] or tail
