"""Syndication chains as trees: every document under the source it derives from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from provenance.reports.terminal import display_width, pad, paint, truncate, wrap_text
from provenance.reports.wording import (
    MATCH_KINDS,
    NO_CREDIT,
    STRONGEST,
    cell_text,
    confidence_word,
    credit_phrase,
    evidence_sentences,
    format_time,
    percent,
    quantity,
    quoted_title,
)

Path = tuple[str, ...]
Row = Mapping[str, Any]

CONFIDENCE_COLOURS = {"strong": "green", "likely": "yellow", "weak": "red"}
UNSEEN = " (not in the corpus)"
NO_CHAIN = "No chain was found."
GAP = "  "
MOST_PAIRS = 8
ALL_PAIRS = 'provenance sql "FROM undetermined"'
MIN_NAME_WIDTH = 24
"""Terminal columns below which names are not truncated to make room for ids: ids then go on a line of their own."""


@dataclass(frozen=True)
class _Line:
    """One node of a tree as text.

    Attributes:
        label: branches of the tree and the outlet's name.
        time: when it was published.
        relation: how it derives from its source, and whether it credits it; empty for a root.
        confidence: the confidence of the edge in one word.
        document: its id.
        indent: branches that continue on the lines below it.
        notes: what those lines hold: the title of a root, the evidence of an edge.
    """

    label: str
    time: str
    relation: str
    confidence: str
    document: str
    indent: str
    notes: tuple[str, ...]


def render_chains(chains: pl.DataFrame, width: int = 100, colour: bool = False, explain: str = "") -> str:
    """Return syndication chains as trees, the earliest root first, each document under the source it derives from.

    Args:
        chains: one row for each path to a document: ``path`` (LIST of ids, from the root to the document), ``outlet``
            (a name; the id is shown where it is null), ``published_at``, ``published_precision``, ``relation``,
            ``credited``, ``edge_confidence`` (0..1), ``root_outlet``, ``root_at``, ``root_precision``, ``root_unseen``
            (true where the root is not in the corpus: ``root_at`` is then the latest it can be). May
            also have ``root_title``, ``credit_status``, ``unseen`` (of the document) and ``evidence`` (JSON reasons).
        width: terminal columns to fill at most (≥ 70; lines are longer than a narrower terminal).
        colour: whether to use terminal colours.
        explain: which reasons of every edge are shown below it: ``strongest`` (three, and what speaks against it),
            ``all``, or none.

    Returns:
        Lines without a final newline; empty lines between the trees; one sentence where there is no chain.
    """
    if not chains.height:
        return NO_CHAIN
    trees: dict[str, dict[Path, Row]] = defaultdict(dict)
    for row in chains.iter_rows(named=True):
        trees[row["path"][0]][tuple(row["path"])] = row
    ordered = sorted(trees, key=lambda root: _canonical_order(_root(trees[root]), root))
    lines = [list(_tree_lines(root, trees[root], explain)) for root in ordered]
    sizes = _sizes([line for tree in lines for line in tree], width)
    return "\n\n".join("\n".join(_node_text(line, sizes, width, colour) for line in tree) for tree in lines)


def _root(tree: Mapping[Path, Row]) -> Row:
    """Return a row for the root of a tree, from what its other rows hold of it."""
    row = next(iter(tree.values()))
    return {
        "outlet": row["root_outlet"],
        "published_at": row["root_at"],
        "published_precision": row["root_precision"],
        "unseen": row["root_unseen"],
        "title": row.get("root_title"),
    }


def _canonical_order(row: Row, document: str) -> tuple[bool, str, str]:
    """Return a sort key: known time, undated last, then the id by code point."""
    time = row["published_at"]
    return time is None, "" if time is None else time.isoformat(), document


def _tree_lines(root: str, tree: Mapping[Path, Row], explain: str) -> Iterator[_Line]:
    """Yield the lines of one tree, top down."""
    children: dict[Path, list[Path]] = defaultdict(list)
    for path in sorted(tree, key=lambda path: _canonical_order(tree[path], path[-1])):
        children[path[:-1]].append(path)
    yield _root_line(root, _root(tree), bool(children[(root,)]))
    stack = [(path, "", path is children[(root,)][-1]) for path in reversed(children[(root,)])]
    while stack:
        path, trunk, is_last = stack.pop()
        indent = trunk + ("   " if is_last else "│  ")
        yield _node_line(path, tree[path], trunk + ("└─ " if is_last else "├─ "), indent, explain)
        stack += [(child, indent, child is children[path][-1]) for child in reversed(children[path])]


def _root_line(root: str, row: Row, has_children: bool) -> _Line:
    """Return the line of a root."""
    time = format_time(row["published_at"], row["published_precision"])
    unseen = bool(row["unseen"])
    title = quoted_title(row["title"]) if row["title"] else ""
    return _Line(
        label=cell_text(row["outlet"] or ("unknown source" if unseen else root)) + (UNSEEN if unseen else ""),
        time=f"by {time}" if unseen and row["published_at"] else time,
        relation="",
        confidence="",
        document=cell_text(root),
        indent="│  " if has_children else "   ",
        notes=(title,) if title else (),
    )


def _node_line(path: Path, row: Row, branch: str, indent: str, explain: str) -> _Line:
    """Return the line of a document under its source."""
    credit = credit_phrase(row["credited"], row.get("credit_status"))
    most = None if explain == "all" else STRONGEST
    evidence = evidence_sentences(row.get("evidence"), most) if explain else []
    name = cell_text(row["outlet"] or path[-1]) + (UNSEEN if row.get("unseen") else "")
    return _Line(
        label=branch + name,
        time=format_time(row["published_at"], row["published_precision"]),
        relation=", ".join(phrase for phrase in (row["relation"], credit) if phrase),
        confidence=confidence_word(row["edge_confidence"]),
        document=cell_text(path[-1]),
        indent=indent,
        notes=tuple(f"· {sentence}" for sentence in evidence),
    )


def _sizes(lines: list[_Line], width: int) -> dict[str, int]:
    """Return the width of each part of a document's line; 0 for ids that have no room beside it."""
    nodes = [line for line in lines if line.relation]
    size = {
        part: max((display_width(getattr(line, part)) for line in nodes), default=0)
        for part in ("label", "time", "relation", "confidence", "document")
    }
    room = width - size["time"] - size["relation"] - size["confidence"] - 3 * len(GAP)
    room_for_name = room - size["document"] - len(GAP)
    if room_for_name < min(size["label"], MIN_NAME_WIDTH):
        size["document"], room_for_name = 0, room
    size["label"] = min(size["label"], max(room_for_name, 12))
    return size


def _node_text(line: _Line, size: Mapping[str, int], width: int, colour: bool) -> str:
    """Return one node's line and its notes."""
    parts = _node_parts(line, size, colour) if line.relation else _root_parts(line, size, width, colour)
    notes = [line.document, *line.notes] if line.relation and not size["document"] else line.notes
    room = max(width - display_width(line.indent), 20)
    note_lines = [line.indent + paint(text, "dim", colour) for note in notes for text in wrap_text(note, room)]
    return "\n".join([GAP.join(parts).rstrip(), *note_lines])


def _root_parts(line: _Line, size: Mapping[str, int], width: int, colour: bool) -> list[str]:
    """Return the parts of a root's line, which is not aligned with the documents below it."""
    name = truncate(line.label, max(width - display_width(line.time) - len(GAP), 12))
    room = width - max(display_width(name), size["label"]) - display_width(line.time) - 2 * len(GAP)
    parts = [paint(pad(name, size["label"]), "bold", colour), paint(line.time, "dim", colour)]
    return [*parts, paint(line.document, "dim", colour)] if display_width(line.document) <= room else parts


def _node_parts(line: _Line, size: Mapping[str, int], colour: bool) -> list[str]:
    """Return the parts of a document's line."""
    return [
        pad(truncate(line.label, size["label"]), size["label"]),
        paint(pad(line.time, size["time"]), "dim", colour),
        paint(pad(line.relation, size["relation"]), "red", colour and NO_CREDIT in line.relation),
        paint(pad(line.confidence, size["confidence"]), CONFIDENCE_COLOURS.get(line.confidence, "dim"), colour),
        paint(line.document if size["document"] else "", "dim", colour),
    ]


def render_undetermined(pairs: pl.DataFrame, width: int = 100, colour: bool = False, most: int = MOST_PAIRS) -> str:
    """Return undetermined pairs: they share text and nothing decides which came first.

    Args:
        pairs: ``left_id``, ``right_id``, ``left_outlet``, ``right_outlet`` (names, or null), ``kind`` (of the match),
            ``contained_left``, ``contained_right`` (0..1); the order of the rows is kept.
        width: terminal columns to fill at most.
        colour: whether to use terminal colours.
        most: pairs to show (≥ 0).

    Returns:
        Two lines for each pair, and one that counts those left out; empty where there is none.
    """
    parts = [_pair(row, width, colour) for row in pairs.head(most).iter_rows(named=True)]
    more = pairs.height - most
    return "\n".join([*parts, f"… and {quantity(more, 'more pair')}: {ALL_PAIRS}"] if more > 0 else parts)


def render_undetermined_below(pairs: pl.DataFrame, width: int = 100) -> str:
    """Return undetermined pairs below an empty line; nothing where there is none."""
    return f"\n{render_undetermined(pairs, width)}" if pairs.height else ""


def _pair(row: Row, width: int, colour: bool) -> str:
    """Return one pair in words."""
    left, right = (cell_text(row[f"{side}_outlet"] or row[f"{side}_id"]) for side in ("left", "right"))
    kind = MATCH_KINDS.get(row["kind"], cell_text(row["kind"]))
    shares = f"{percent(row['contained_left'])} of the first, {percent(row['contained_right'])} of the second"
    summary = wrap_text(f"{left} – {right}: {kind}, {shares}", width)
    ids = wrap_text(f"{cell_text(row['left_id'])} – {cell_text(row['right_id'])}", max(width - 3, 20))
    return "\n".join([*summary, *(paint(f"   {line}", "dim", colour) for line in ids)])
